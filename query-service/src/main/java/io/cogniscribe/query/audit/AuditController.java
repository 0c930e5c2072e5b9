package io.cogniscribe.query.audit;

import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.page.Page;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The audit trail over HTTP. It goes back as far as the projection is kept: where operators dropped
 * the months before, pages simply end, and a time range before that is empty.
 */
@RestController
class AuditController {

  private final AuditTable table;

  AuditController(AuditTable table) {
    this.table = table;
  }

  /** The records that concern the caller's data, newest first; those of another for an operator. */
  @GetMapping("/api/audit-logs")
  ResponseEntity<Page<AuditLog>> list(
      @RequestParam(name = "user_id", required = false) @Nullable UUID userId,
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
    List<AuditLog> fetched = table.list(Ownership.listed(caller, userId), filter, page);
    return Page.of(page, fetched, log -> new Cursor(log.createdAt(), log.id())).answer(request);
  }
}
