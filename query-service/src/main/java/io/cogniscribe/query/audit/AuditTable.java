package io.cogniscribe.query.audit;

import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      WHERE true
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
    StringBuilder sql = new StringBuilder(LIST);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("limit", limit);
    switch (subject) {
      case AuditSubject.Person(var userId) -> {
        sql.append(" AND user_id = :userId");
        parameters.put("userId", userId);
      }
      case AuditSubject.Nobody() -> sql.append(" AND user_id IS NULL");
      case AuditSubject.Anybody() -> {}
    }
    if (filter.action() != null) {
      sql.append(" AND action = :action");
      parameters.put("action", filter.action());
    }
    if (filter.status() != null) {
      sql.append(" AND status = :status");
      parameters.put("status", filter.status());
    }
    if (filter.resourceType() != null) {
      sql.append(" AND resource_type = :resourceType");
      parameters.put("resourceType", filter.resourceType());
    }
    if (filter.resourceId() != null) {
      sql.append(" AND resource_id = :resourceId");
      parameters.put("resourceId", filter.resourceId());
    }
    if (filter.from() != null) {
      sql.append(" AND created_at >= :from");
      parameters.put("from", utc(filter.from()));
    }
    if (filter.to() != null) {
      sql.append(" AND created_at < :to");
      parameters.put("to", utc(filter.to()));
    }
    if (after != null) {
      sql.append(" AND (created_at, id) < (:createdAt, :id)");
      parameters.put("createdAt", utc(after.createdAt()));
      parameters.put("id", after.id());
    }
    sql.append(" ORDER BY created_at DESC, id DESC LIMIT :limit");
    return postgres.sql(sql.toString()).params(parameters).query((row, _) -> read(row)).list();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
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
