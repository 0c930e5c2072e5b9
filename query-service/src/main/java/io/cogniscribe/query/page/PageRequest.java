package io.cogniscribe.query.page;

import io.cogniscribe.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which page a client wants.
 *
 * @param limit the most items of the page, 1-100
 * @param after where the page before it ended; null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor after) {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  /**
   * The page that the query parameters {@code limit} and {@code cursor} ask for.
   *
   * @throws ProblemException 422 when one of them is not valid
   */
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    int size = limit == null ? DEFAULT_LIMIT : limit;
    if (size < 1 || size > MAX_LIMIT) {
      throw ProblemException.invalid("limit", "must be from 1 to " + MAX_LIMIT);
    }
    if (cursor == null) {
      return new PageRequest(size, null);
    }
    return Cursor.decode(cursor)
        .map(after -> new PageRequest(size, after))
        .orElseThrow(
            () -> ProblemException.invalid("cursor", "must be the next_cursor of another page"));
  }

  /** One more than the page holds: whether there is a next page shows by it. */
  public int fetchSize() {
    return limit + 1;
  }
}
