package io.cogniscribe.message;

import java.util.Locale;

/** The role of an actor. */
public enum ActorKind {
  USER,
  WORKER,
  PRODUCER,
  OPERATOR,
  /** The backend itself, or a sender without a valid proof of their identity. */
  SYSTEM;

  /** Returns the name for tables and clients, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
