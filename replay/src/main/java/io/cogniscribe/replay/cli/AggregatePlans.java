package io.cogniscribe.replay.cli;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.replay.explain.Events;
import io.cogniscribe.replay.explain.Explainer;
import io.cogniscribe.replay.explain.Explainer.Count;
import io.cogniscribe.replay.explain.TakenFact;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Counts the events, rows and keys of one job or user for a plan. */
record AggregatePlans(ReplayTools tools, Meter meter) {

  private static final UUID NOBODY = new UUID(0, 0);
  private static final Map<String, String> ROWS_OF_JOB =
      Map.of(
          "transcription_jobs", "id = ?",
          "job_history", "job_id = ?",
          "audit_logs", "resource_id = ?::text");

  private static final Map<String, String> ROWS_OF_USER =
      Map.of(
          "users", "id = ?",
          "sessions", "user_id = ?",
          "transcription_jobs", "user_id = ?",
          "usage_statistics", "user_id = ?",
          "audit_logs", "user_id = ?");

  private static final Source<TakenFact<UUID>> ACCOUNTS =
      Source.log(
          Topics.ACCOUNT_EVENTS,
          Topics.ACCOUNT_COMMANDS,
          Codecs.accountEvents(),
          event -> TakenFact.of(event, event.streamId()));

  private static final String SUPPRESSED = "every event and e-mail: a rebuild sends none";

  /**
   * The events, rows and keys of a job or user.
   *
   * @param read the number of offsets to read to find the events, by partition
   * @param events the number of events, by topic
   * @param rows the number of rows in the active generation, by table
   * @param keys the names of the keys in Redis; a * stands for the id of a session
   * @param seconds the time that the reading took
   */
  record Concerned(
      String subject,
      Map<String, Long> read,
      Map<String, Long> events,
      Map<String, Long> rows,
      List<String> keys,
      double seconds,
      List<String> suppressed) {

    String text() {
      StringBuilder text = new StringBuilder();
      text.append("%s%n".formatted(subject));
      events.forEach((topic, count) -> text.append("  %,d events of %s%n".formatted(count, topic)));
      text.append("  offsets read to find them: %s%n".formatted(read));
      text.append("  reading took %.1f s%n".formatted(seconds));
      text.append("  rows in the active generation: %s%n".formatted(rows));
      text.append("  keys in the active generation: %s%n".formatted(keys));
      suppressed.forEach(each -> text.append("  suppressed: %s%n".formatted(each)));
      return text.toString().stripTrailing();
    }
  }

  Concerned job(UUID id) throws SQLException {
    return concerned(
        "jobs/" + id,
        List.of(
            new Events<>(jobs(RecordedEvent::streamId), Set.of(id), id::equals),
            // The key of an audit record is the id of its subject.
            new Events<>(auditLog(_ -> id), Set.of(id), id::equals)),
        rows(ROWS_OF_JOB, id),
        List.of("task:" + id, "counter:jobs:*"));
  }

  Concerned user(UUID id) throws SQLException {
    return concerned(
        "users/" + id,
        List.of(
            new Events<>(ACCOUNTS, Set.of(id), id::equals),
            new Events<>(jobs(event -> event.payload().userId()), Set.of(), id::equals),
            new Events<>(auditLog(AggregatePlans::person), Set.of(), id::equals)),
        rows(ROWS_OF_USER, id),
        List.of("sessions:" + id, "session:*", "projection:sessions-live:roles"));
  }

  private static Source<TakenFact<UUID>> jobs(Function<RecordedEvent<JobEvent>, UUID> whose) {
    return Source.log(
        Topics.JOB_EVENTS,
        Topics.JOB_COMMANDS,
        Codecs.jobEvents(),
        event -> TakenFact.of(event, whose.apply(event)));
  }

  private static Source<TakenFact<UUID>> auditLog(Function<AuditEvent, UUID> whose) {
    return Source.auditLog(
        Topics.AUDIT_EVENTS,
        Codecs.auditEvents(),
        event -> TakenFact.of(event, whose.apply(event.payload())));
  }

  private static UUID person(AuditEvent event) {
    return switch (event) {
      case ActionAudited audited -> Objects.requireNonNullElse(audited.userId(), NOBODY);
      case RecordSkipped _ -> NOBODY;
    };
  }

  private Concerned concerned(
      String subject, List<Events<UUID>> searches, Map<String, Long> rows, List<String> keys) {
    Explainer explainer = tools.explainer(meter);
    Instant begin = Instant.now();
    Map<String, Long> read = new LinkedHashMap<>();
    Map<String, Long> events = new LinkedHashMap<>();
    for (Events<UUID> search : searches) {
      Count found = explainer.count(search);
      read.putAll(found.read());
      events.put(search.source().topic(), found.events());
    }
    double seconds = Duration.between(begin, Instant.now()).toMillis() / 1e3;
    return new Concerned(subject, read, events, rows, keys, seconds, List.of(SUPPRESSED));
  }

  private Map<String, Long> rows(Map<String, String> conditions, UUID id) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Connection connection = tools.unpooled().getConnection()) {
      for (Map.Entry<String, String> condition : conditions.entrySet()) {
        String sql =
            "SELECT count(*) FROM public.%s WHERE %s"
                .formatted(condition.getKey(), condition.getValue());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setObject(1, id);
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            rows.put(condition.getKey(), row.getLong(1));
          }
        }
      }
    }
    return rows;
  }
}
