package io.cogniscribe.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.replay.rebuild.RowDifference.ColumnDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every change of a row is found and repaired, without an effect on the projector. */
@RealServers
final class RepairTest {

  private final Backend backend;
  private final Verification verification;

  RepairTest(TestServers servers) {
    backend = Backend.on(servers);
    verification = verification(backend.owner());
  }

  private Verification verification(DataSource connections) {
    return new Verification(
        connections,
        new LogReader(backend.kafka()),
        Verification.scratch(Settings.of(Map.of())),
        Pace.UNLIMITED,
        _ -> {});
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jobs     | transcription_jobs | id         | filename = 'edited'            | {"id": "00000000-0000-7000-8000-000000000001"}
          jobs     | job_history        | event_id   | recorded_at = now()            | {"version": 999, "event_id": "00000000-0000-7000-8000-000000000001"}
          users    | users              | id         | roles = '{user,operator}'      | {"id": "00000000-0000-7000-8000-000000000001", "username": null, "email": null}
          sessions | sessions           | id         | client_address = '10.9.9.0/24' | {"id": "00000000-0000-7000-8000-000000000001"}
          api-keys | api_keys           | id         | revoked_at = NULL              | {"id": "00000000-0000-7000-8000-000000000001"}
          audit    | audit_logs         | id         | status = 'success'             | {"id": "00000000-0000-7000-8000-000000000001"}
          usage    | usage_statistics   | id         | total_processing_seconds = 1   | {"id": "00000000-0000-7000-8000-000000000001", "month": "1999-01"}
          """)
  void eachKindOfEditOfEachTableIsFoundAndUndone(
      String name, String table, String key, String change, String orphaned) throws SQLException {
    EverythingFolded folded = new EverythingFolded(backend, 1_000);
    VerifiableProjection<?> projection = folded.projection(name);
    String everything = "SELECT t::text AS row FROM %s AS t ORDER BY 1".formatted(table);
    var before = backend.query(everything);
    String nth = "(SELECT %s FROM %s ORDER BY %s OFFSET %%d LIMIT 1)".formatted(key, table, key);
    String first = String.valueOf(backend.query(nth.formatted(0)).getFirst().get(key));
    String second = String.valueOf(backend.query(nth.formatted(1)).getFirst().get(key));
    backend.execute(
        "INSERT INTO %1$s SELECT (jsonb_populate_record(t, '%2$s')).* FROM %1$s t LIMIT 1"
            .formatted(table, orphaned));
    backend.execute("UPDATE %s SET %s WHERE %s = '%s'".formatted(table, change, key, first));
    backend.execute("DELETE FROM %s WHERE %s = '%s'".formatted(table, key, second));

    Verdict found = verification.run(projection, 1, 0, true);
    Verdict after = verification.run(projection, 1, 0, false);

    assertThat(found.isClean()).isFalse();
    assertThat(found.shown()).extracting(drift -> drift.row().table()).containsOnly(table);
    assertThat(found.shown())
        .extracting(drift -> drift.row().kind())
        .containsExactlyInAnyOrder(Kind.DIFFERENT, Kind.MISSING, Kind.ORPHANED);
    assertThat(found.shown())
        .filteredOn(drift -> drift.row().kind() != Kind.ORPHANED)
        .allSatisfy(
            drift -> assertThat(drift.events()).isEqualTo(drift.offsets().size()).isPositive())
        .filteredOn(drift -> drift.row().kind() == Kind.DIFFERENT)
        .flatExtracting(drift -> drift.row().columns())
        .extracting(ColumnDifference::column)
        .containsExactly(change.substring(0, change.indexOf(' ')));
    assertThat(found.unrepaired()).isEmpty();
    assertThat(after.isClean()).isTrue();
    assertThat(backend.query(everything)).isEqualTo(before);
    Tables.assertJobs(backend, folded.jobs());
    Tables.assertUsage(backend, folded.jobs());
  }

  @Test
  @Tag("long")
  void theProjectorGoesOnUnharmedWhileRowsAreEditedAndRepairedAgainAndAgain() throws Exception {
    List<RecordedEvent<JobEvent>> events =
        RandomHistory.of(77, 8_000, EverythingFolded.START).events();
    JobProjection jobs = new JobProjection();
    UsageProjection usage = new UsageProjection(new Tariff(NaiveFold.TARIFF));
    backend.log().jobs(events.subList(0, 1_000)).commit();
    List<ProjectionLoop<?>> loops = List.of(backend.run(jobs), backend.run(usage));
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    Set<Class<?>> states = ConcurrentHashMap.newKeySet();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int from = 1_000; from < events.size(); from += 20) {
                backend
                    .log()
                    .jobs(events.subList(from, Math.min(from + 20, events.size())))
                    .commit();
                loops.forEach(loop -> states.add(loop.state().getClass()));
              }
            });

    int repaired = 0;
    while (writer.isAlive()) {
      edit(
          "jobs",
          "UPDATE transcription_jobs SET filename = 'edited' WHERE id IN"
              + " (SELECT id FROM transcription_jobs ORDER BY random() LIMIT 3)");
      edit(
          "jobs",
          "DELETE FROM job_history WHERE event_id IN"
              + " (SELECT event_id FROM job_history ORDER BY random() LIMIT 3)");
      edit(
          "usage",
          "UPDATE usage_statistics SET total_bytes_processed = total_bytes_processed + 1"
              + " WHERE id IN (SELECT id FROM usage_statistics ORDER BY random() LIMIT 2)");
      repaired += verification.run(jobs, 1, 0, true).repaired().size();
      repaired += verification.run(usage, 1, 0, true).repaired().size();
    }
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    verification.run(jobs, 1, 0, true);
    verification.run(usage, 1, 0, true);

    assertThat(repaired).isPositive();
    assertThat(states).containsExactly(LoopState.Running.class);
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
    Tables.assertJobs(backend, events);
    Tables.assertUsage(backend, events);
    assertThat(verification.run(jobs, 1, 0, false)).matches(Verdict::isClean);
    assertThat(verification.run(usage, 1, 0, false)).matches(Verdict::isClean);
  }

  /** Edits between two batches of the projector, which locks rows in another order. */
  private void edit(String projection, String sql) {
    backend.execute(
        """
        DO $$ BEGIN
          PERFORM FROM projection_positions WHERE projection = '%s'
            ORDER BY topic, "partition" FOR UPDATE;
          %s;
        END $$
        """
            .formatted(projection, sql));
  }

  @Test
  void whatMayNotBeRepairedIsNamedWithTheReason() throws SQLException {
    EverythingFolded folded = new EverythingFolded(backend, 300);
    backend.execute("UPDATE audit_logs SET action = 'edited'");

    Verdict verdict =
        verification(backend.dataSource()).run(folded.projection("audit"), 1, 0, true);

    assertThat(verdict.repaired()).isEmpty();
    assertThat(verdict.unrepaired())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("permission denied"));
  }
}
