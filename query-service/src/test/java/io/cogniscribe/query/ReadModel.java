package io.cogniscribe.query;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Writes the rows that the projector would write, with the projector's own tables. */
final class ReadModel {

  private static final Path MIGRATIONS = Path.of("../projections/src/main/resources/db/migration");

  private final JdbcTemplate scripts;
  private final JdbcClient postgres;

  ReadModel(String jdbcUrl) {
    this.scripts = new JdbcTemplate(new DriverManagerDataSource(jdbcUrl));
    this.postgres = JdbcClient.create(scripts);
  }

  ReadModel createTables() {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file :
          files
              .filter(path -> path.toString().endsWith(".sql"))
              .sorted(Comparator.comparingInt(ReadModel::version))
              .toList()) {
        execute(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute("SELECT ensure_audit_month(now())");
    return this;
  }

  private static int version(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("V([0-9]+)__.*", "$1"));
  }

  /**
   * Allows the service's database role to log in.
   *
   * @param databaseUrl URL of the owner
   * @return URL of the service
   */
  String queryUrl(String databaseUrl) {
    execute(
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cogniscribe_query') THEN
            CREATE ROLE cogniscribe_query;
          END IF;
        END $$;
        ALTER ROLE cogniscribe_query LOGIN PASSWORD 'query-in-tests'
        """);
    return databaseUrl.replaceFirst("//[^@]*@", "//cogniscribe_query:query-in-tests@");
  }

  /** Inserts a pending job of the owner. */
  UUID pendingJob(UUID owner, Instant createdAt) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    postgres
        .sql(
            """
            INSERT INTO transcription_jobs (id, user_id, filename, file_size_bytes, status,
              summary_ratio, async_mode, attempt, version, created_at, updated_at)
            VALUES (?, ?, 'lecture.mp3', 3000000000, 'pending', 0.15, true, 1, 1, ?, ?)
            """)
        .params(id, owner, createdAt.atOffset(ZoneOffset.UTC), createdAt.atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  UUID pendingJob(UUID owner) {
    return pendingJob(owner, Instant.parse("2026-03-01T10:00:00.123456Z"));
  }

  /** Inserts a job in which each column has a value. */
  UUID completedJob(UUID owner, String transcript, String summary) {
    UUID id = pendingJob(owner);
    postgres
        .sql(
            """
            UPDATE transcription_jobs SET status = 'completed', original_filename = 'Week 3.mp3',
              file_path = 'uploads/a', subject = 'Anatomy', transcript_text = ?, summary_text = ?,
              transcript_duration = 3600.5, segment_count = 12, language_detected = 'en',
              processing_started_at = '2026-03-01T10:00:01Z',
              processing_completed_at = '2026-03-01T10:01:01Z', processing_duration_seconds = 60,
              version = 3, updated_at = '2026-03-01T10:01:01Z'
            WHERE id = ?
            """)
        .params(transcript, summary, id)
        .update();
    return id;
  }

  /** Inserts jobs with three different times, so that most times are equal. */
  void manyJobs(UUID owner, int count) {
    postgres
        .sql(
            """
            INSERT INTO transcription_jobs (id, user_id, filename, file_size_bytes, status,
              summary_ratio, async_mode, attempt, version, created_at, updated_at)
            SELECT gen_random_uuid(), ?, 'a.mp3', 1, CASE WHEN n % 4 = 0 THEN 'failed' ELSE 'pending' END,
              0.15, true, 1, 1, t, t
            FROM generate_series(1, ?) n,
              LATERAL (SELECT '2026-03-01T10:00:00.000001Z'::timestamptz + n % 3 * interval '1 microsecond') AS times (t)
            """)
        .params(owner, count)
        .update();
  }

  void history(UUID job, long version, String eventType, String status) {
    history(job, version, eventType, status, "w-1");
  }

  void history(UUID job, long version, String eventType, String status, String actor) {
    postgres
        .sql(
            """
            INSERT INTO job_history (job_id, version, event_id, event_type, status, attempt, actor_kind,
              actor_id, recorded_at) VALUES (?, ?, ?, ?, ?, 1, 'worker', ?, '2026-03-01T10:00:00Z')
            """)
        .params(job, version, UUID.randomUUID(), eventType, status, actor)
        .update();
  }

  void user(UUID id, String username) {
    postgres
        .sql(
            """
            INSERT INTO users (id, username, username_since, email, email_since, hashed_password,
              roles, is_active, version, created_at, updated_at)
            VALUES (?, ?, '2026-03-01T10:00:00Z', ? || '@example.org', '2026-03-01T10:00:00Z',
              '{argon2}hash', '{user,operator}', true, 1, '2026-03-01T10:00:00Z',
              '2026-03-01T10:00:00Z')
            """)
        .params(id, username, username)
        .update();
  }

  void usage(UUID user, String month, int files) {
    postgres
        .sql(
            """
            INSERT INTO usage_statistics (id, user_id, month, total_files_processed,
              total_bytes_processed, total_processing_seconds, successful_jobs, failed_jobs,
              estimated_cost_cents, created_at, updated_at)
            VALUES (?, ?, ?, ?, 5000000000, 61.5, ?, 2, 7, now(), now())
            """)
        .params(UUID.randomUUID(), user, month, files, files)
        .update();
  }

  void audit(UUID user, String action, String status, Instant createdAt) {
    postgres
        .sql(
            """
            INSERT INTO audit_logs (id, user_id, actor_kind, actor_id, action, resource_type,
              ip_address, user_agent, status, correlation_id, created_at)
            VALUES (?, ?, 'user', ?, ?, 'session', '2001:db8::1', 'curl/8', ?, ?, ?)
            """)
        .params(
            List.of(
                UUID.randomUUID(),
                user,
                user.toString(),
                action,
                status,
                UUID.randomUUID(),
                createdAt.atOffset(ZoneOffset.UTC)))
        .update();
  }

  /** Inserts failed log-ins with unknown names, one per second, oldest first. */
  void auditsOfNobody(String action, int count, Instant from) {
    postgres
        .sql(
            """
            INSERT INTO audit_logs (id, user_id, actor_kind, actor_id, action, resource_type,
              ip_address, status, code, correlation_id, created_at)
            SELECT gen_random_uuid(), NULL, 'system', 'backend', ?, 'user', '192.0.2.1', 'failure',
              'invalid_credentials', gen_random_uuid(), ?::timestamptz + n / 3 * interval '1 second'
            FROM generate_series(1, ?) n
            """)
        .params(action, from.atOffset(ZoneOffset.UTC), count)
        .update();
  }

  /** Inserts accepted uploads of jobs 1 to {@code count}, three at each time. */
  void manyAudits(UUID user, int count, String userAgent) {
    postgres
        .sql(
            """
            INSERT INTO audit_logs (id, user_id, actor_kind, actor_id, action, resource_type,
              resource_id, ip_address, user_agent, status, correlation_id, created_at)
            SELECT gen_random_uuid(), ?, 'user', ?, 'upload', 'job', n::text, '192.0.2.1', ?,
              'success', gen_random_uuid(), date_trunc('month', now()) + n / 3 * interval '1 second'
            FROM generate_series(1, ?) n
            """)
        .params(user, user.toString(), userAgent, count)
        .update();
  }

  /** Inserts a session that is open for a day. */
  void session(UUID id, UUID user, Instant openedAt) {
    postgres
        .sql(
            """
            INSERT INTO sessions (id, user_id, client_address, user_agent, opened_at, expires_at)
            VALUES (?, ?, '192.0.2.1', 'browser', ?, now() + interval '1 day')
            """)
        .params(id, user, openedAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Inserts a worker's key that does not expire. */
  void apiKey(UUID id, String secretHash, Instant createdAt) {
    postgres
        .sql(
            """
            INSERT INTO api_keys (id, label, role, secret_hash, issued_by, created_at, version)
            VALUES (?, 'whisper-1', 'worker', ?, 'operator-1', ?, 1)
            """)
        .params(id, secretHash, createdAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Marks the account projections as up to date for longer than any test takes. */
  void beat() {
    execute(
        "DELETE FROM projection_positions WHERE projection IN ('users', 'sessions', 'api-keys')");
    for (int partition = 0; partition < 8; partition++) {
      position("users", "auth.events", partition, 0);
      position("sessions", "auth.events", partition, 0);
      position("api-keys", "auth.events", partition, 0);
    }
    execute("UPDATE projection_positions SET beat_at = now() + interval '1 hour'");
  }

  /** Sets the projection's position to the command at this offset. */
  void position(String projection, String topic, int partition, long causeOffset) {
    postgres
        .sql(
            """
            INSERT INTO projection_positions (projection, topic, "partition", topic_id, next_offset,
              cause_offset, owner, updated_at) VALUES (?, ?, ?, 'id', 1, ?, gen_random_uuid(), now())
            ON CONFLICT (projection, topic, "partition")
              DO UPDATE SET cause_offset = excluded.cause_offset
            """)
        .params(projection, topic, partition, causeOffset)
        .update();
  }

  void execute(String statements) {
    scripts.execute(statements);
  }
}
