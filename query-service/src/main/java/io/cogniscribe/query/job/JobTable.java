package io.cogniscribe.query.job;

import io.cogniscribe.query.page.Listing;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.query.store.Columns;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries of transcription_jobs and job_history. */
@Repository
class JobTable {

  /** Largest size of texts that are read together with the row; nearly all texts are smaller. */
  static final int INLINE_BYTES = 256 * 1024;

  private static final String FIND =
      "SELECT "
          + Job.COLUMNS
          + """
          , text_bytes,
            CASE WHEN text_bytes <= :inline THEN transcript_text END AS transcript_text,
            CASE WHEN text_bytes <= :inline THEN summary_text END AS summary_text
          FROM transcription_jobs, LATERAL (
            SELECT coalesce(octet_length(transcript_text), 0)::bigint
                 + coalesce(octet_length(summary_text), 0) AS text_bytes) AS texts
          WHERE id = :id
          """;

  private static final String FIND_WHOLE =
      "SELECT "
          + Job.COLUMNS
          + ", transcript_text, summary_text FROM transcription_jobs WHERE id = :id";

  private static final String LIST =
      "SELECT "
          + Job.COLUMNS
          + """
          , NULL AS transcript_text, NULL AS summary_text
          FROM transcription_jobs
          """;

  private static final String HISTORY =
      """
      SELECT version, event_id, event_type, status, attempt, actor_kind, actor_id, recorded_at
      FROM job_history WHERE job_id = :id ORDER BY version
      """;

  private static final String SUBMITTED_BY =
      """
      SELECT EXISTS (
        SELECT FROM job_history
        WHERE job_id = :id AND event_type = 'JobSubmitted' AND actor_id = :actor)
      """;

  /** Uses the last attempt. */
  private static final String STARTED_BY =
      """
      SELECT EXISTS (
        SELECT FROM (
          SELECT actor_id FROM job_history
          WHERE job_id = :id AND event_type = 'JobStarted' ORDER BY version DESC LIMIT 1) AS started
        WHERE actor_id = :actor)
      """;

  private final JdbcClient postgres;

  JobTable(JdbcClient postgres) {
    this.postgres = postgres;
  }

  /** Returns the job, without its texts if they exceed {@link #INLINE_BYTES}. */
  Optional<StoredJob> find(UUID id) {
    return postgres
        .sql(FIND)
        .param("id", id)
        .param("inline", INLINE_BYTES)
        .query((row, _) -> {
          long textBytes = row.getLong("text_bytes");
          return new StoredJob(Job.read(row), textBytes, textBytes <= INLINE_BYTES);
        })
        .optional();
  }

  /** Returns the job with its texts of any size. */
  Optional<Job> findWhole(UUID id) {
    return postgres.sql(FIND_WHOLE).param("id", id).query((row, _) -> Job.read(row)).optional();
  }

  /**
   * Returns the owner's jobs, newest first, without their texts. A page is one range of the index
   * (user_id, created_at, id).
   */
  List<Job> list(UUID owner, @Nullable JobStatus status, PageRequest page) {
    return new Listing(LIST)
        .where("user_id = :owner", "owner", owner)
        .where("status = :status", "status", status == null ? null : status.label())
        .read(postgres, page.after(), page.fetchSize(), (row, _) -> Job.read(row));
  }

  /** Returns whether this actor submitted the job. */
  boolean wasSubmittedBy(UUID id, UUID actor) {
    return exists(SUBMITTED_BY, id, actor);
  }

  /** Returns whether this actor started the job's last attempt. */
  boolean wasStartedBy(UUID id, UUID actor) {
    return exists(STARTED_BY, id, actor);
  }

  private boolean exists(String sql, UUID id, UUID actor) {
    return postgres
        .sql(sql)
        .param("id", id)
        .param("actor", actor.toString())
        .query(Boolean.class)
        .single();
  }

  /** Returns the events of the job, oldest first. */
  List<HistoryEntry> history(UUID id) {
    return postgres
        .sql(HISTORY)
        .param("id", id)
        .query((row, _) -> {
          Columns columns = new Columns(row);
          return new HistoryEntry(
              row.getLong("version"),
              columns.uuid("event_id"),
              columns.text("event_type"),
              columns.text("status"),
              row.getInt("attempt"),
              columns.text("actor_kind"),
              columns.text("actor_id"),
              columns.instant("recorded_at"));
        })
        .list();
  }
}
