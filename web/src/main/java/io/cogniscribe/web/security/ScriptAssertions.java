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
 * Verifies assertions by which a holder of the signing key requests a session for a script (RFC
 * 7523). They are JWTs with a different audience than access tokens and are valid for at most 5
 * minutes.
 */
public final class ScriptAssertions {

  /** Audience of assertions. */
  public static final String AUDIENCE = "cogniscribe-script-sessions";

  /** Claim with the name of the script. */
  public static final String SCRIPT = "script";

  /** Claim with the role of the script. */
  public static final String ROLE = "role";

  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,30}");

  private final JwtDecoder decoder;

  private ScriptAssertions(JwtDecoder decoder) {
    this.decoder = decoder;
  }

  /** Returns a verifier for assertions that are signed with one of the keys. */
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

  /** A program that acts for an operator. The same role and name give the same account. */
  public record Script(Role role, String name) {

    /** Prefix of the usernames of scripts; users cannot register such names. */
    public static final String PREFIX = "script:";

    /** Domain of the e-mail addresses of scripts, reserved by RFC 2606. */
    public static final String DOMAIN = "scripts.invalid";

    /** Returns the username of the script's account. */
    public String username() {
      return PREFIX + role.label() + ":" + name;
    }

    /** Returns the id of the script's account. */
    public UUID accountId() {
      return UUID.nameUUIDFromBytes(username().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the e-mail address of the script's account. */
    public String email() {
      return accountId() + "@" + DOMAIN;
    }
  }

  /** Returns the script that the assertion names, or empty if the assertion is not valid now. */
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
