package io.cogniscribe.query.audit;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.page.Page;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The audit log over HTTP. It contains the months that the projection keeps. After operators have
 * dropped old months, pages end there and an earlier time range is empty.
 */
@RestController
class AuditController {

  private final AuditTable table;
  private final AccessRecords accesses;

  AuditController(AuditTable table, AccessRecords accesses) {
    this.table = table;
    this.accesses = accesses;
  }

  /**
   * Returns the audit events that concern the caller's data, newest first. An operator may name
   * another user, {@code any} for all events, or {@code none} for those that concern no known user.
   */
  @GetMapping("/api/audit-logs")
  ResponseEntity<Page<AuditLog>> list(
      @RequestParam(name = "user_id", required = false) @Nullable String userId,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(name = "resource_type", required = false) @Nullable String resourceType,
      @RequestParam(name = "resource_id", required = false) @Nullable String resourceId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      HttpServletRequest request) {
    PageRequest page = PageRequest.of(limit, cursor);
    AuditFilter filter = AuditFilter.of(action, status, resourceType, resourceId, from, to);
    AuditSubject subject =
        AuditSubject.of(userId, caller, new AuditSubject.Person(caller.userId()));
    subject.record(AccessAction.LIST_AUDIT_LOGS, caller, accesses);
    List<AuditLog> fetched = table.list(subject, filter, page.after(), page.fetchSize());
    return Page.of(page, fetched, log -> new Cursor(log.createdAt(), log.id())).answer(request);
  }
}
