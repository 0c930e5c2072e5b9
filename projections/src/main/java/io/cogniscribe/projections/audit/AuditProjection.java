package io.cogniscribe.projections.audit;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Appends the audit log to {@code audit_logs}. */
public final class AuditProjection implements VerifiableProjection<AuditRow> {

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public boolean appendsOnly() {
    return true;
  }

  @Override
  public List<Source<AuditRow>> sources() {
    return List.of(Source.auditLog(Topics.AUDIT_EVENTS, Codecs.auditEvents(), AuditRow::of));
  }

  @Override
  public List<Refusal<AuditRow>> apply(Connection connection, List<Event<AuditRow>> events)
      throws SQLException {
    AuditTable.append(connection, events.stream().map(Event::fact).toList());
    return List.of();
  }

  @Override
  public List<Table<?>> groupTables() {
    return List.of(AuditRow.TABLE);
  }

  @Override
  public Optional<UUID> group(Event<AuditRow> event) {
    return Optional.of(event.fact().id());
  }

  @Override
  public Fold<AuditRow, TableRow> fold(List<Event<AuditRow>> events) {
    return new Fold<>(
        events.stream().map(event -> AuditRow.TABLE.row(event.fact())).toList(), Optional.empty());
  }

  @Override
  public List<TableRow> settled(Connection connection, List<TableRow> rows) throws SQLException {
    Instant horizon = AuditTable.horizon(connection);
    return rows.stream()
        .filter(row -> row.get("created_at") instanceof Instant at && !at.isBefore(horizon))
        .toList();
  }

  @Override
  public void makeRoom(Connection connection, List<TableRow> rows) throws SQLException {
    AuditTable.ensureMonths(
        connection,
        rows.stream().map(row -> row.get("created_at")).map(Instant.class::cast).toList());
  }
}
