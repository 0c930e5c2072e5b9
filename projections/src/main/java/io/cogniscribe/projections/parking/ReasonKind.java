package io.cogniscribe.projections.parking;

import java.util.regex.Pattern;

/** Maps reasons that differ only in their numbers to one common text. */
public final class ReasonKind {

  /** A regular expression that Java and PostgreSQL understand alike. */
  static final String OF_VERSIONS = "^version [0-9]+ follows version [0-9]+$";

  /** The common text, which is shown and can be used to select. */
  static final String ANY_VERSION = "its version does not follow the one before it";

  private static final Pattern VERSIONS = Pattern.compile(OF_VERSIONS);

  private ReasonKind() {}

  /** Returns the kind of a reason; for most reasons, the reason itself. */
  public static String of(String reason) {
    return VERSIONS.matcher(reason).replaceFirst(ANY_VERSION);
  }
}
