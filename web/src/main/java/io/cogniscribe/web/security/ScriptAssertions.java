package io.cogniscribe.web.security;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Assertions by which the holder of the signing key asks for a script's session (RFC 7523): JWTs
 * for another audience than access tokens, that live for 5 minutes at most.
 */
public final class ScriptAssertions {

  /** The audience of assertions. */
  public static final String AUDIENCE = "cogniscribe-script-sessions";

  /** The claim that names the script. */
  public static final String SCRIPT = "script";

  /** The claim that has the script's role. */
  public static final String ROLE = "role";

  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,30}");

  private final JwtDecoder decoder;

  private ScriptAssertions(JwtDecoder decoder) {
    this.decoder = decoder;
  }

  /** Assertions that are signed with one of the keys. */
  public static ScriptAssertions signedBy(TokenKeys keys, Clock clock) {
    NimbusJwtDecoder decoder = TokenDecoding.signedBy(keys);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(
                new JwtIssuerValidator(Claims.ISSUER),
                TokenDecoding.isFor(AUDIENCE),
                TokenDecoding.timely(clock),
                TokenDecoding.rule(ScriptAssertions::isShort),
                TokenDecoding.rule(assertion -> script(assertion).isPresent()))));
    return new ScriptAssertions(decoder);
  }

  /** A program that acts for an operator: the same role and name are the same account. */
  public record Script(Role role, String name) {

    /** The beginning of the names of scripts' accounts; people cannot register such names. */
    public static final String PREFIX = "script:";

    /** The domain of scripts' addresses, which RFC 2606 reserves. */
    public static final String DOMAIN = "scripts.invalid";

    /** The username of the script's account. */
    public String username() {
      return PREFIX + role.label() + ":" + name;
    }

    /** The id of the script's account. */
    public UUID accountId() {
      return UUID.nameUUIDFromBytes(username().getBytes(StandardCharsets.UTF_8));
    }

    /** The address of the script's account. */
    public String email() {
      return accountId() + "@" + DOMAIN;
    }
  }

  /** The script that the assertion is about; empty when the assertion is not valid now. */
  public Optional<Script> verify(String assertion) {
    try {
      return script(decoder.decode(assertion));
    } catch (JwtException invalid) {
      return Optional.empty();
    }
  }

  private static boolean isShort(Jwt assertion) {
    Instant issuedAt = assertion.getIssuedAt();
    Instant expiresAt = assertion.getExpiresAt();
    return issuedAt != null && expiresAt != null && !expiresAt.isAfter(issuedAt.plus(LONGEST_LIFE));
  }

  private static Optional<Script> script(Jwt assertion) {
    return Optional.of(assertion)
        .map(jwt -> jwt.getClaims().get(SCRIPT))
        .filter(String.class::isInstance)
        .map(Objects::toString)
        .filter(name -> NAME.matcher(name).matches())
        .flatMap(name -> role(assertion).map(role -> new Script(role, name)));
  }

  private static Optional<Role> role(Jwt assertion) {
    return assertion.getClaims().get(ROLE) instanceof String label
        ? Role.ofLabel(label)
        : Optional.empty();
  }
}
