package io.cogniscribe.query.user;

import io.cogniscribe.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a username or an e-mail address, in any case.
 *
 * @param pattern of LIKE, in which nothing that a client sent has a meaning of its own
 */
record UserSearch(String pattern) {

  private static final int LONGEST = 255;

  /**
   * The search for a text; null finds everybody.
   *
   * @throws ProblemException 422 when no name could begin like that
   */
  static @Nullable UserSearch of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw ProblemException.invalid(
          "search", "must be the beginning of a username or an e-mail address");
    }
    return new UserSearch(text.replaceAll("[\\\\%_]", "\\\\$0") + "%");
  }
}
