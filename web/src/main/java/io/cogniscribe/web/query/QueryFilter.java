package io.cogniscribe.web.query;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 400 to a query that is not percent-encoded UTF-8. Tomcat detects this only when a filter
 * or controller first reads a parameter, and its exception then counts as a fault of the service.
 */
final class QueryFilter extends OncePerRequestFilter {

  private final ProblemWriter writer;

  QueryFilter(ProblemWriter writer) {
    this.writer = writer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String query = request.getQueryString();
    if (query == null || isDecodable(query)) {
      chain.doFilter(request, response);
    } else {
      writer.write(
          request,
          response,
          new ProblemException(
              HttpStatus.BAD_REQUEST,
              "bad_request",
              "The query is not percent-encoded UTF-8; encode % itself as %25."));
    }
  }

  private static boolean isDecodable(String query) {
    try {
      String bytes = StringUtils.uriDecode(query, StandardCharsets.ISO_8859_1);
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
      return true;
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return false;
    }
  }
}
