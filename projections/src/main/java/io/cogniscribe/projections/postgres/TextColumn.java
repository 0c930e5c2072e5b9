package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.UnstorableException;
import org.jspecify.annotations.Nullable;

/**
 * What a column can hold of a text. Asked before a batch is written, so that one bad text does not
 * cost a batch.
 */
public final class TextColumn {

  /** For columns without a limit of their own. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private TextColumn() {}

  /**
   * Checks a value.
   *
   * @param maxLength in characters as PostgreSQL counts them: code points
   * @throws UnstorableException when it is too long, or has a character that no text may have
   */
  public static void check(String column, @Nullable String value, int maxLength) {
    if (value == null) {
      return;
    }
    if (value.length() > maxLength && value.codePointCount(0, value.length()) > maxLength) {
      throw new UnstorableException("%s is longer than %d characters".formatted(column, maxLength));
    }
    if (value.indexOf('\0') >= 0) {
      throw new UnstorableException(column + " contains a NUL character");
    }
  }
}
