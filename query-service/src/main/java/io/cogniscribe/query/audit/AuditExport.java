package io.cogniscribe.query.audit;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exports the audit log as a file, newest events first. It reads page by page, so that memory use
 * and database connections do not depend on the file's length or the client's speed. Pages do not
 * shift meanwhile, because the audit log only grows at its new end.
 */
@RestController
class AuditExport {

  private static final int ROWS_AT_ONCE = 1_000;

  private final AuditTable table;
  private final AccessRecords accesses;
  private final JsonMapper json;

  AuditExport(AuditTable table, AccessRecords accesses, JsonMapper json) {
    this.table = table;
    this.accesses = accesses;
    this.json = json;
  }

  /**
   * Exports the events of all users, of one user, or of no known user ({@code none}); for
   * operators. A failure breaks the connection, so that the client does not take the part for the
   * whole.
   */
  @GetMapping("/api/audit-logs/export")
  @Responds(
      with = String.class,
      as = {"application/x-ndjson", "text/csv"})
  void export(
      @RequestParam String format,
      @RequestParam(name = "user_id", required = false) @Nullable String userId,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(name = "resource_type", required = false) @Nullable String resourceType,
      @RequestParam(name = "resource_id", required = false) @Nullable String resourceId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    Ownership.operatorsOnly(caller);
    AuditFormat form = AuditFormat.of(format);
    AuditFilter filter = AuditFilter.of(action, status, resourceType, resourceId, from, to);
    AuditSubject subject = AuditSubject.of(userId, caller, new AuditSubject.Anybody());
    subject.record(AccessAction.EXPORT_AUDIT_LOGS, caller, accesses);
    List<AuditLog> rows = table.list(subject, filter, null, ROWS_AT_ONCE);
    response.setContentType(form.contentType());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"audit-logs.%s\"".formatted(form.extension()));
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    out.write(form.header());
    while (!rows.isEmpty()) {
      for (AuditLog row : rows) {
        out.write(form.line(row, json));
      }
      AuditLog last = rows.getLast();
      rows =
          rows.size() < ROWS_AT_ONCE
              ? List.of()
              : table.list(subject, filter, new Cursor(last.createdAt(), last.id()), ROWS_AT_ONCE);
    }
    out.flush();
  }
}
