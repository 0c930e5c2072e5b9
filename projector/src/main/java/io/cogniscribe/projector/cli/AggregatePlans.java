package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.engine.Source;
import io.cogniscribe.projector.explain.Events;
import io.cogniscribe.projector.explain.Explainer;
import io.cogniscribe.projector.explain.Explainer.Count;
import io.cogniscribe.projector.explain.Told;
import io.cogniscribe.projector.replay.Meter;
import io.cogniscribe.projector.replay.Workers;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What of the log and of live one job or user is. */
final class AggregatePlans {

  private static final Map<String, String> ROWS_OF_JOB =
      Map.of(
          "transcription_jobs", "id",
          "job_history", "job_id");

  private static final Map<String, String> ROWS_OF_USER =
      Map.of(
          "users", "id",
          "sessions", "user_id",
          "transcription_jobs", "user_id",
          "usage_statistics", "user_id",
          "audit_logs", "user_id");

  private final ReplayTools tools;
  private final Explainer explainer;

  AggregatePlans(ReplayTools tools, Meter meter) {
    this.tools = tools;
    this.explainer =
        new Explainer(
            new LogReader(tools.kafka()),
            new Workers(Runtime.getRuntime().availableProcessors()),
            meter);
  }

  /**
   * What is concerned.
   *
   * @param read how many offsets of which partitions have to be read to find the events
   * @param events how many there are, by topic
   * @param rows how many live has, by table
   * @param keys the names of those in Redis, while they last; a * stands for the id of a session
   */
  record Concerned(
      String subject,
      Map<String, Long> read,
      Map<String, Long> events,
      Map<String, Long> rows,
      List<String> keys) {

    String text() {
      StringBuilder text = new StringBuilder();
      text.append("%s%n".formatted(subject));
      events.forEach((topic, count) -> text.append("  %,d events of %s%n".formatted(count, topic)));
      text.append("  found by reading, in offsets: %s%n".formatted(read));
      text.append("  rows of live: %s%n".formatted(rows));
      text.append("  keys of live: %s%n".formatted(keys));
      return text.toString();
    }
  }

  Concerned job(UUID id) throws SQLException {
    Source<Told<UUID>> source =
        Source.log(
            Topics.JOB_EVENTS,
            Topics.JOB_COMMANDS,
            Codecs.jobEvents(),
            event -> Told.of(event, event.streamId()));
    Count events = explainer.count(new Events<>(source, Set.of(id), id::equals));
    return new Concerned(
        "jobs/" + id,
        events.read(),
        Map.of(Topics.JOB_EVENTS, events.events()),
        rows(ROWS_OF_JOB, id),
        List.of("task:" + id, "counter:jobs:*"));
  }

  Concerned user(UUID id) throws SQLException {
    Source<Told<UUID>> accounts =
        Source.log(
            Topics.ACCOUNT_EVENTS,
            Topics.ACCOUNT_COMMANDS,
            Codecs.accountEvents(),
            event -> Told.of(event, event.streamId()));
    Source<Told<UUID>> jobs =
        Source.log(
            Topics.JOB_EVENTS,
            Topics.JOB_COMMANDS,
            Codecs.jobEvents(),
            event -> Told.of(event, event.payload().userId()));
    Count ofAccount = explainer.count(new Events<>(accounts, Set.of(id), id::equals));
    Count ofJobs = explainer.count(new Events<>(jobs, Set.of(), id::equals));
    Map<String, Long> read = new LinkedHashMap<>(ofAccount.read());
    read.putAll(ofJobs.read());
    Map<String, Long> events = new LinkedHashMap<>();
    events.put(Topics.ACCOUNT_EVENTS, ofAccount.events());
    events.put(Topics.JOB_EVENTS, ofJobs.events());
    return new Concerned(
        "users/" + id,
        read,
        events,
        rows(ROWS_OF_USER, id),
        List.of("sessions:" + id, "session:*", "projection:sessions-live:roles"));
  }

  private Map<String, Long> rows(Map<String, String> columns, UUID id) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Connection connection = tools.unpooled().getConnection()) {
      for (Map.Entry<String, String> column : columns.entrySet()) {
        String sql =
            "SELECT count(*) FROM public.%s WHERE %s = ?"
                .formatted(column.getKey(), column.getValue());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setObject(1, id);
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            rows.put(column.getKey(), row.getLong(1));
          }
        }
      }
    }
    return rows;
  }
}
