package io.cogniscribe.web.security;

import java.util.Set;
import java.util.UUID;

/**
 * Who sent the request, as the token proves it. A controller takes it as an argument; on a path
 * that needs no token there is none, and asking for it answers 401.
 */
public record Caller(UUID userId, String username, Set<Role> roles) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** Whether the caller has one of the roles. */
  public boolean hasAnyOf(Role first, Role... others) {
    return has(first) || Set.of(others).stream().anyMatch(this::has);
  }
}
