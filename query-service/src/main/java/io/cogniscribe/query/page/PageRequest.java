package io.cogniscribe.query.page;

import io.cogniscribe.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The page that a client asks for.
 *
 * @param limit maximum number of items, 1-100
 * @param after last row of the previous page; null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor after) {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  /**
   * Returns the page of the query parameters {@code limit} and {@code cursor}.
   *
   * @throws ProblemException 422 when one of them is invalid
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

  /** Returns one more than the limit; an extra row shows that there is a next page. */
  public int fetchSize() {
    return limit + 1;
  }
}
