package io.cogniscribe.message;

import java.util.Locale;

/** In which role somebody acts. */
public enum ActorKind {
  USER,
  WORKER,
  PRODUCER,
  OPERATOR,
  /** The backend itself, or a sender who has not proved who they are. */
  SYSTEM;

  /** The name that tables and clients see: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
