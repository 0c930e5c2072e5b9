package io.cogniscribe.web.security;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sender of the request, proved by its token or API key. An API key is a caller of its own,
 * with the key's id and label. A controller takes the caller as an argument; on a public path
 * without a token, that answers 401.
 *
 * @param sessionId session of the token; null for an API key
 */
public record Caller(UUID userId, String username, Set<Role> roles, @Nullable UUID sessionId) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Creates the caller of an API key. */
  public Caller(UUID userId, String username, Set<Role> roles) {
    this(userId, username, roles, null);
  }

  /** Returns this caller with other roles. */
  public Caller withRoles(Set<Role> now) {
    return new Caller(userId, username, now, sessionId);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** Returns whether the caller has an account, that is, it is no API key. */
  public boolean isPerson() {
    return sessionId != null;
  }

  /** Returns whether the caller has at least one of the roles. */
  public boolean hasAnyOf(Role first, Role... others) {
    return has(first) || Set.of(others).stream().anyMatch(this::has);
  }
}
