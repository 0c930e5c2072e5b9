package io.cogniscribe.query.user;

import io.cogniscribe.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a username or an e-mail address, ignoring case.
 *
 * @param pattern LIKE pattern, in which the client's text is escaped
 */
record UserSearch(String pattern) {

  private static final int LONGEST = 255;

  /**
   * Returns the search for a text, or null if the text is null.
   *
   * @throws ProblemException 422 when no username or address can begin with the text
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
