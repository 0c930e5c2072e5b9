package io.cogniscribe.query.session;

import io.cogniscribe.web.security.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** State of a session in a store. */
sealed interface Status {

  /** Open; the user has these roles now. */
  record Open(Set<Role> roles) implements Status {

    /** Ignores labels of roles that this version does not know. */
    static Open of(Collection<String> labels) {
      return new Open(
          Arrays.stream(Role.values())
              .filter(role -> labels.contains(role.label()))
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  /** Ended or unknown to the store. */
  record Ended() implements Status {}

  /** Not known, because the store does not answer or lags. */
  record Unknown() implements Status {}
}
