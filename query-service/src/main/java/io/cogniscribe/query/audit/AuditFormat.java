package io.cogniscribe.query.audit;

import io.cogniscribe.web.problem.ProblemException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** File format of an audit event. */
enum AuditFormat {
  /** One JSON object per line, as in the listing. */
  NDJSON("ndjson", "application/x-ndjson", "") {
    @Override
    String line(AuditLog log, JsonMapper json) {
      return json.writeValueAsString(log) + "\n";
    }
  },
  /** CSV as in RFC 4180, with a header. */
  CSV(
      "csv",
      "text/csv;charset=utf-8;header=present",
      "id,user_id,actor_kind,actor_id,action,resource_type,resource_id,ip_address,user_agent,"
          + "status,code,details,error_message,correlation_id,created_at\r\n") {
    @Override
    String line(AuditLog log, JsonMapper json) {
      return Stream.of(
              log.id(),
              log.userId(),
              log.actorKind(),
              log.actorId(),
              log.action(),
              log.resourceType(),
              log.resourceId(),
              log.ipAddress(),
              log.userAgent(),
              log.status(),
              log.code(),
              log.details(),
              log.errorMessage(),
              log.correlationId(),
              log.createdAt())
          .map(AuditFormat::cell)
          .collect(Collectors.joining(",", "", "\r\n"));
    }
  };

  private final String extension;
  private final String contentType;
  private final String header;

  AuditFormat(String extension, String contentType, String header) {
    this.extension = extension;
    this.contentType = contentType;
    this.header = header;
  }

  /**
   * Returns the format with this name.
   *
   * @throws ProblemException 422 if there is none
   */
  static AuditFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.extension.equals(name))
        .findFirst()
        .orElseThrow(() -> ProblemException.invalid("format", "must be ndjson or csv"));
  }

  /** Returns the event as a line of the file, including the line end. */
  abstract String line(AuditLog log, JsonMapper json);

  String extension() {
    return extension;
  }

  String contentType() {
    return contentType;
  }

  /** Returns the first line of the file, or an empty text. */
  String header() {
    return header;
  }

  /**
   * Returns a CSV cell. Prefixes a value that a spreadsheet would evaluate as a formula with an
   * apostrophe, because clients choose texts such as the user agent.
   */
  private static String cell(@Nullable Object value) {
    String text = Objects.toString(value, "");
    if (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
