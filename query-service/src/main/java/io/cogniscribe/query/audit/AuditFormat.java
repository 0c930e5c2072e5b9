package io.cogniscribe.query.audit;

import io.cogniscribe.web.problem.ProblemException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How a record of the audit trail is written in a file. */
enum AuditFormat {
  /** A JSON object a line, as in the listing. */
  NDJSON("ndjson", "application/x-ndjson", "") {
    @Override
    String line(AuditLog log, JsonMapper json) {
      return json.writeValueAsString(log) + "\n";
    }
  },
  /** RFC 4180, with a header. */
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
   * The format of that name.
   *
   * @throws ProblemException 422 when there is none
   */
  static AuditFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.extension.equals(name))
        .findFirst()
        .orElseThrow(() -> ProblemException.invalid("format", "must be ndjson or csv"));
  }

  /** The record as a line of the file, with its end. */
  abstract String line(AuditLog log, JsonMapper json);

  String extension() {
    return extension;
  }

  String contentType() {
    return contentType;
  }

  /** What the file begins with. */
  String header() {
    return header;
  }

  /**
   * A cell. What a spreadsheet would take for a formula begins with an apostrophe: user agents are
   * whatever a client sends.
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
