package io.cogniscribe.query.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of a listing.
 *
 * @param nextCursor asks for the next page; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Returns the page of the fetched rows, of which the last may be one more than the page holds.
   *
   * @param position returns the cursor of a row
   */
  public static <T> Page<T> of(PageRequest request, List<T> fetched, Function<T, Cursor> position) {
    if (fetched.size() <= request.limit()) {
      return new Page<>(fetched, null);
    }
    List<T> items = fetched.subList(0, request.limit());
    return new Page<>(items, position.apply(items.getLast()).encode());
  }

  /**
   * Returns the page with a link to the next one (RFC 8288). The link is relative, so that it works
   * behind proxies.
   */
  public ResponseEntity<Page<T>> answer(HttpServletRequest request) {
    ResponseEntity.BodyBuilder response = ResponseEntity.ok();
    if (nextCursor != null) {
      response.header(HttpHeaders.LINK, "<" + next(request, nextCursor) + ">; rel=\"next\"");
    }
    return response.body(this);
  }

  private static String next(HttpServletRequest request, String cursor) {
    String query = Objects.requireNonNullElse(request.getQueryString(), "");
    return UriComponentsBuilder.fromPath(request.getRequestURI())
        .query(query)
        .replaceQueryParam("cursor", cursor)
        .build()
        .toUriString();
  }
}
