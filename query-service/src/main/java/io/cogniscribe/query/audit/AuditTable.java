package io.cogniscribe.query.audit;

import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.page.Listing;
import io.cogniscribe.query.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries of audit_logs. */
@Repository
class AuditTable {

  private static final String LIST =
      """
      SELECT id, user_id, actor_kind, actor_id, action, resource_type, resource_id,
             host(ip_address) AS ip_address, user_agent, status, code, details, error_message,
             correlation_id, created_at
      FROM audit_logs
      """;

  private final JdbcClient postgres;

  AuditTable(JdbcClient postgres) {
    this.postgres = postgres;
  }

  /**
   * Returns audit events, newest first.
   *
   * @param subject the user whose data they concern
   * @param after the event before the first one; null to start with the newest
   */
  List<AuditLog> list(AuditSubject subject, AuditFilter filter, @Nullable Cursor after, int limit) {
    Listing listing =
        new Listing(LIST)
            .where("action = :action", "action", filter.action())
            .where("status = :status", "status", filter.status())
            .where("resource_type = :resourceType", "resourceType", filter.resourceType())
            .where("resource_id = :resourceId", "resourceId", filter.resourceId())
            .where("created_at >= :from", "from", filter.from())
            .where("created_at < :to", "to", filter.to());
    switch (subject) {
      case AuditSubject.Person(var userId) -> listing.where("user_id = :userId", "userId", userId);
      case AuditSubject.Nobody() -> listing.where("user_id IS NULL");
      case AuditSubject.Anybody() -> {}
    }
    return listing.read(postgres, after, limit, (row, _) -> read(row));
  }

  private static AuditLog read(ResultSet row) throws SQLException {
    Columns columns = new Columns(row);
    return new AuditLog(
        columns.uuid("id"),
        columns.orNull("user_id", UUID.class),
        columns.text("actor_kind"),
        columns.text("actor_id"),
        columns.text("action"),
        columns.text("resource_type"),
        columns.textOrNull("resource_id"),
        columns.textOrNull("ip_address"),
        columns.textOrNull("user_agent"),
        columns.text("status"),
        columns.textOrNull("code"),
        columns.textOrNull("details"),
        columns.textOrNull("error_message"),
        columns.uuid("correlation_id"),
        columns.instant("created_at"));
  }
}
