package io.cogniscribe.web.access;

import java.util.Locale;

/** The data that a caller reaches by a route. */
public enum Reach {
  /** The caller is refused. */
  NONE,
  /** The caller reaches its own data only. */
  OWN,
  /** The caller reaches everybody's data, or a resource that has no owner. */
  ALL;

  /** Returns the name in documents, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
