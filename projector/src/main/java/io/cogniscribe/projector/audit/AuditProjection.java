package io.cogniscribe.projector.audit;

import io.cogniscribe.projector.engine.Decoded.Event;
import io.cogniscribe.projector.engine.Refusal;
import io.cogniscribe.projector.engine.Source;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Appends the audit trail to {@code audit_logs}. */
public final class AuditProjection implements PostgresProjection<AuditRow> {

  private final List<Source<AuditRow>> sources =
      List.of(Source.trail(Topics.AUDIT_EVENTS, Codecs.auditEvents(), AuditRow::of));

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public List<String> tables() {
    return List.of("audit_logs");
  }

  @Override
  public boolean appendsOnly() {
    return true;
  }

  @Override
  public List<Source<AuditRow>> sources() {
    return sources;
  }

  @Override
  public List<Refusal<AuditRow>> apply(Connection connection, List<Event<AuditRow>> events)
      throws SQLException {
    AuditTable.append(connection, events.stream().map(Event::fact).toList());
    return List.of();
  }
}
