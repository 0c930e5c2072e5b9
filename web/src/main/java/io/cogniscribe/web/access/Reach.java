package io.cogniscribe.web.access;

import java.util.Locale;

/** How far somebody gets by a route. */
public enum Reach {
  /** He is refused. */
  NONE,
  /** He reaches what is his, and nothing of anybody else. */
  OWN,
  /** He reaches everybody's; by a route to what nobody owns, he gets through. */
  ALL;

  /** The name in documents: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
