package io.cogniscribe.devstack.demo;

import java.util.Locale;

/** Roles that a token may carry. */
public enum Role {
  USER,
  WORKER,
  PRODUCER,
  OPERATOR;

  /** Returns the name in tokens, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
