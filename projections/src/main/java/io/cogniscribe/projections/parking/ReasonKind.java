package io.cogniscribe.projections.parking;

import java.util.regex.Pattern;

/** What reasons have in common that differ only in the numbers of the single case. */
public final class ReasonKind {

  /** As PostgreSQL understands it, too. */
  static final String OF_VERSIONS = "^version [0-9]+ follows version [0-9]+$";

  /** What they are shown as, and can be selected by. */
  static final String ANY_VERSION = "its version does not follow the one before it";

  private static final Pattern VERSIONS = Pattern.compile(OF_VERSIONS);

  private ReasonKind() {}

  /** The kind of a reason; most are their own. */
  public static String of(String reason) {
    return VERSIONS.matcher(reason).replaceFirst(ANY_VERSION);
  }
}
