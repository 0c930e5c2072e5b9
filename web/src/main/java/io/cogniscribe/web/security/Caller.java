package io.cogniscribe.web.security;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the request, as the token or the API key proves it: a key is a caller of its own, with
 * its id and its label for names. A controller takes it as an argument; on a path that needs no
 * token there is none, and asking for it answers 401.
 *
 * @param sessionId the session that the token belongs to; null for an API key
 */
public record Caller(UUID userId, String username, Set<Role> roles, @Nullable UUID sessionId) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** The caller that an API key is. */
  public Caller(UUID userId, String username, Set<Role> roles) {
    this(userId, username, roles, null);
  }

  /** The same with other roles. */
  public Caller withRoles(Set<Role> now) {
    return new Caller(userId, username, now, sessionId);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** Whether the caller has an account, and is not an API key. */
  public boolean isPerson() {
    return sessionId != null;
  }

  /** Whether the caller has one of the roles. */
  public boolean hasAnyOf(Role first, Role... others) {
    return has(first) || Set.of(others).stream().anyMatch(this::has);
  }
}
