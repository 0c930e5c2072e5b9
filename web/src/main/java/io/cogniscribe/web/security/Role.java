package io.cogniscribe.web.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. */
public enum Role {
  /** A student: sees and changes what is his. */
  USER,
  /** Takes jobs and reports what became of them. */
  WORKER,
  /** Submits jobs on behalf of users. */
  PRODUCER,
  /** Looks after the whole. */
  OPERATOR;

  /** The name in tokens: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that label; empty for none of today's. */
  public static Optional<Role> ofLabel(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
