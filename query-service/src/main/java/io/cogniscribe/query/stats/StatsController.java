package io.cogniscribe.query.stats;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Job counts over HTTP. */
@RestController
class StatsController {

  private static final String COUNT =
      "SELECT status, count(*) FROM transcription_jobs GROUP BY status";

  /** The counts and the store that they come from: {@code redis} or {@code postgresql}. */
  record Stats(JobCounts jobs, String source) {}

  private final RedisCounters counters;
  private final JdbcClient postgres;

  StatsController(RedisCounters counters, JdbcClient postgres) {
    this.counters = counters;
    this.postgres = postgres;
  }

  /** Returns the number of jobs of all users. Counts rows only if Redis has no valid counters. */
  @GetMapping("/api/stats")
  Stats stats() {
    return counters
        .read()
        .map(counts -> new Stats(counts, "redis"))
        .orElseGet(() -> new Stats(counted(), "postgresql"));
  }

  private JobCounts counted() {
    Map<String, Long> byStatus =
        postgres
            .sql(COUNT)
            .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
            .list()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return JobCounts.of(byStatus);
  }
}
