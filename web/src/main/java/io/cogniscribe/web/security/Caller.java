package io.cogniscribe.web.security;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the request, as the token proves it. A controller takes it as an argument; on a path
 * that needs no token there is none, and asking for it answers 401.
 *
 * @param sessionId the log-in that the token came from; null for a token that was made with the
 *     signing key itself, for a program
 */
public record Caller(UUID userId, String username, Set<Role> roles, @Nullable UUID sessionId) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** A caller without a session. */
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

  /** Whether the caller has one of the roles. */
  public boolean hasAnyOf(Role first, Role... others) {
    return has(first) || Set.of(others).stream().anyMatch(this::has);
  }
}
