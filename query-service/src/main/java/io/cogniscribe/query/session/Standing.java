package io.cogniscribe.query.session;

import io.cogniscribe.web.security.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What a store knows of a session. */
sealed interface Standing {

  /** It is open, and its user may do this today. */
  record Open(Set<Role> roles) implements Standing {

    /** Roles of tomorrow allow nothing today. */
    static Open of(Collection<String> labels) {
      return new Open(
          Arrays.stream(Role.values())
              .filter(role -> labels.contains(role.label()))
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  /** It has ended, or there never was one. */
  record Ended() implements Standing {}

  /** The store does not answer, or is not up to date. */
  record Unknown() implements Standing {}
}
