package io.cogniscribe.projector.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what is stored with the naive fold. */
public final class Tables {

  private static final int SHOWN = 3;

  private Tables() {}

  /** The rows and timelines of jobs are those of the events, and no others. */
  public static void assertJobs(Backend backend, List<RecordedEvent<JobEvent>> events) {
    assertJobs(backend, "public", events);
  }

  /** The same of the tables in another schema. */
  public static void assertJobs(
      Backend backend, String schema, List<RecordedEvent<JobEvent>> events) {
    NaiveFold expected = NaiveFold.of(events);
    assertSame(
        backend.query("SELECT * FROM %s.transcription_jobs".formatted(schema)), expected.jobs());
    assertSame(backend.query("SELECT * FROM %s.job_history".formatted(schema)), expected.history());
  }

  /** The months of users are those of the events. */
  public static void assertUsage(Backend backend, List<RecordedEvent<JobEvent>> events) {
    assertUsage(backend, "public", events);
  }

  /** The same of the table in another schema. */
  public static void assertUsage(
      Backend backend, String schema, List<RecordedEvent<JobEvent>> events) {
    assertSame(
        backend.query("SELECT * FROM %s.usage_statistics".formatted(schema)),
        NaiveFold.of(events).usage());
  }

  private static void assertSame(
      List<Map<String, @Nullable Object>> stored, List<Map<String, @Nullable Object>> expected) {
    Set<Map<String, @Nullable Object>> missing = new HashSet<>(expected);
    stored.forEach(missing::remove);
    Set<Map<String, @Nullable Object>> surplus = new HashSet<>(stored);
    expected.forEach(surplus::remove);
    assertThat(missing.stream().limit(SHOWN)).as("rows that should be there").isEmpty();
    assertThat(surplus.stream().limit(SHOWN)).as("rows that should not be there").isEmpty();
    assertThat(stored.size()).as("rows in all").isEqualTo(expected.size());
  }

  /** The counters in Redis are those of the events. */
  public static void assertCounters(Backend backend, List<RecordedEvent<JobEvent>> events) {
    Map<String, Long> expected = NaiveFold.of(events).counters();
    for (String status : List.of("pending", "processing", "completed", "failed", "cancelled")) {
      String stored = backend.redis().get("counter:jobs:" + status);
      assertThat(stored == null ? 0 : Long.parseLong(stored))
          .as(status)
          .isEqualTo(expected.getOrDefault(status, 0L));
    }
  }
}
