package io.cogniscribe.devstack.demo;

import java.util.Locale;

/** The roles that a token may carry. */
public enum Role {
  USER,
  WORKER,
  PRODUCER,
  OPERATOR;

  /** The name in tokens: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
