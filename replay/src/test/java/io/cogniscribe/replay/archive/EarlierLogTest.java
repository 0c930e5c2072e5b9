package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Comparison;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.PostgresReadModel;
import io.cogniscribe.replay.rebuild.Rebuild;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that the version of 29 November 2026 wrote and exported: 60 jobs of the demo, keys,
 * sessions, three records that no projection can read, and two skips. The digests cover the rows of
 * that version, without columns that were added later.
 */
@RealServers
final class EarlierLogTest {

  private static final String ARCHIVE = "/archives/2026-11-before-modules.zip";

  private static final Map<String, String> DIGESTS = new LinkedHashMap<>();

  static {
    DIGESTS.put(
        "SELECT id, user_id, filename, original_filename, file_size_bytes, file_path, status,"
            + " summary_ratio, subject, async_mode, transcript_text, summary_text,"
            + " transcript_duration, segment_count, language_detected, processing_started_at,"
            + " processing_completed_at, processing_duration_seconds, error_message, error_code,"
            + " attempt, version, created_at, updated_at FROM transcription_jobs",
        "59 033c1b95291deb9d7aef7f75fbb676c8");
    DIGESTS.put(
        "SELECT job_id, version, event_id, event_type, status, attempt, actor_kind, actor_id,"
            + " recorded_at FROM job_history",
        "179 087cf318d190c3b0ff4a76fb76584443");
    DIGESTS.put(
        "SELECT id, username, email, hashed_password, roles, is_active, version, created_at,"
            + " updated_at, username_since, email_since FROM users",
        "11 59d0652a102b33ea2a5308bc5ee70f25");
    DIGESTS.put(
        "SELECT id, user_id, client_address, user_agent, opened_at, expires_at, closed_at"
            + " FROM sessions",
        "11 356fe1454538250a626f98cf533869f3");
    DIGESTS.put(
        "SELECT id, label, role, secret_hash, issued_by, created_at, expires_at, revoked_at,"
            + " version FROM api_keys",
        "2 03bad331c7be00d04f5ccdcbad01a930");
    DIGESTS.put(
        "SELECT id, user_id, actor_kind, actor_id, action, resource_type, resource_id, ip_address,"
            + " user_agent, status, code, details, error_message, correlation_id, created_at"
            + " FROM audit_logs",
        "227 7a7fe79341e47702918d1d63b56036bf");
    DIGESTS.put(
        "SELECT id, user_id, month, total_files_processed, total_bytes_processed,"
            + " total_processing_seconds, successful_jobs, failed_jobs, estimated_cost_cents,"
            + " created_at, updated_at FROM usage_statistics",
        "6 d84b3f833811dc7126e84a8bf5ec8796");
    DIGESTS.put(
        "SELECT projection, topic, \"partition\", \"offset\", stream_key FROM parked_events",
        "3 94575b9c4725d8021790cbaf6da9872c");
  }

  private final ArchivedLog log;

  EarlierLogTest(TestServers servers, @TempDir Path folder) {
    log = ArchivedLog.on(servers, folder);
  }

  @BeforeEach
  void unpack() throws IOException {
    Files.createDirectories(log.folder());
    try (InputStream packed =
            Objects.requireNonNull(EarlierLogTest.class.getResourceAsStream(ARCHIVE));
        ZipInputStream files = new ZipInputStream(packed)) {
      for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
        Files.copy(files, log.folder().resolve(file.getName()));
      }
    }
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void isImportedFoldedToTheSameRowsAndRebuiltEqual() throws SQLException {
    log.lose();
    log.importIt();

    for (VerifiableProjection<?> projection : ProjectionCatalogue.verifiable(noSettings())) {
      log.backend().run(projection);
    }
    log.backend().runProgress();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          for (Map.Entry<String, String> digest : DIGESTS.entrySet()) {
            assertThat(digestOf(digest.getKey())).as(digest.getKey()).isEqualTo(digest.getValue());
          }
          assertThat(counters()).containsExactly("51", "3", "1", "3", "1");
        });
    assertThat(
            log.backend()
                .query(
                    "SELECT DISTINCT topic || '-' || \"partition\" || '@' || \"offset\" AS at, reason"
                        + " FROM skipped_events ORDER BY at"))
        .containsExactly(
            Map.of("at", "jobs.events-3@37", "reason", "test data of an upgrade"),
            Map.of("at", "jobs.events-4@41", "reason", "test data of an upgrade"));
    for (VerifiableProjection<?> projection : ProjectionCatalogue.verifiable(noSettings())) {
      Rebuild.Result rebuilt =
          new PostgresReadModel(
                  projection,
                  log.backend().database(),
                  log.backend().owner(),
                  log.kafka(),
                  2,
                  Meter.SILENT)
              .rebuild(false, Comparison::isEqual);
      assertThat(rebuilt.comparison().isEqual()).as(projection.name()).isTrue();
    }
  }

  private List<String> counters() {
    return log.backend()
        .redis()
        .mget(
            "counter:jobs:completed",
            "counter:jobs:failed",
            "counter:jobs:pending",
            "counter:jobs:cancelled",
            "counter:jobs:processing");
  }

  private static Settings noSettings() {
    return Settings.of(Map.of());
  }

  private String digestOf(String rows) throws SQLException {
    String sql =
        "SELECT count(*) || ' ' || md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM (%s) t"
            .formatted(rows);
    try (Connection connection = log.backend().owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet digest = statement.executeQuery(sql)) {
        digest.next();
        return digest.getString(1);
      }
    }
  }
}
