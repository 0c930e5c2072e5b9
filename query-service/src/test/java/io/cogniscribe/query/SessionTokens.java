package io.cogniscribe.query;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.TokenKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens of a session, as logging in returns them. */
final class SessionTokens {

  private final JwtEncoder encoder;

  SessionTokens(Settings settings) {
    // Without a key id, because this library would compute a different one.
    JWK key = new OctetSequenceKey.Builder(TokenKeys.of(settings).current()).build();
    encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
  }

  String issue(UUID user, Role role, Object session) {
    Instant now = Instant.now();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer("cogniscribe")
            .audience(List.of("cogniscribe"))
            .issuedAt(now)
            .expiresAt(now.plusSeconds(3600))
            .claim("user_id", user.toString())
            .claim("username", "someone")
            .claim("email", "someone@example.org")
            .claim("roles", List.of(role.label()))
            .claim("sid", session.toString())
            .build();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }
}
