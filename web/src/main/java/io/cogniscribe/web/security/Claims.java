package io.cogniscribe.web.security;

import io.cogniscribe.web.http.CanonicalUuid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Names and values of a token's claims. */
final class Claims {

  static final String ISSUER = "cogniscribe";
  static final String AUDIENCE = "cogniscribe";
  static final String USER_ID = "user_id";
  static final String USERNAME = "username";
  static final String EMAIL = "email";
  static final String ROLES = "roles";
  static final String SESSION = "sid";

  private Claims() {}

  /**
   * Returns the caller that the claims name, or empty if a claim is missing or unreadable. A token
   * without a session is rejected, because it could not be revoked.
   */
  static Optional<Caller> caller(Jwt token) {
    Optional<UUID> userId = CanonicalUuid.parse(text(token, USER_ID));
    String username = text(token, USERNAME);
    Set<Role> roles = roles(token.getClaims().get(ROLES));
    Optional<UUID> session = CanonicalUuid.parse(text(token, SESSION));
    return userId.isEmpty() || username == null || roles.isEmpty() || session.isEmpty()
        ? Optional.empty()
        : Optional.of(new Caller(userId.get(), username, roles, session.get()));
  }

  private static @Nullable String text(Jwt token, String claim) {
    return token.getClaims().get(claim) instanceof String text ? text : null;
  }

  /** Returns the roles, or an empty set if one is unknown, as in a token of a later version. */
  private static Set<Role> roles(@Nullable Object claim) {
    if (!(claim instanceof List<?> labels)) {
      return Set.of();
    }
    Set<Role> roles = new LinkedHashSet<>();
    for (Object label : labels) {
      Optional<Role> role = label instanceof String text ? Role.ofLabel(text) : Optional.empty();
      if (role.isEmpty()) {
        return Set.of();
      }
      roles.add(role.get());
    }
    return roles;
  }
}
