package io.cogniscribe.web.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The role of a caller. */
public enum Role {
  /** A student: reads and changes its own data. */
  USER,
  /** Processes jobs and reports their results. */
  WORKER,
  /** Submits jobs on behalf of users. */
  PRODUCER,
  /** Administers users, keys and jobs. */
  OPERATOR;

  /** Returns the name in tokens, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the role with this label, or empty if there is none. */
  public static Optional<Role> ofLabel(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
