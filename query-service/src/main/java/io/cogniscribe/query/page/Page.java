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
 * @param nextCursor asks for the next page; null when this is the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page made of the rows that were fetched, of which the last may be one too many.
   *
   * @param position the cursor of a row
   */
  public static <T> Page<T> of(PageRequest request, List<T> fetched, Function<T, Cursor> position) {
    if (fetched.size() <= request.limit()) {
      return new Page<>(fetched, null);
    }
    List<T> items = fetched.subList(0, request.limit());
    return new Page<>(items, position.apply(items.getLast()).encode());
  }

  /** The page with a link to the next one (RFC 8288), relative, so that it holds behind proxies. */
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
