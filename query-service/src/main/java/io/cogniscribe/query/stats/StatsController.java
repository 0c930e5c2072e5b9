package io.cogniscribe.query.stats;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The counts over HTTP. */
@RestController
class StatsController {

  private static final String COUNT =
      "SELECT status, count(*) FROM transcription_jobs GROUP BY status";

  /** Which store the counts are from: {@code redis} or {@code postgresql}. */
  record Stats(JobCounts jobs, String source) {}

  private final LiveCounters counters;
  private final JdbcClient postgres;

  StatsController(LiveCounters counters, JdbcClient postgres) {
    this.counters = counters;
    this.postgres = postgres;
  }

  /** How many jobs of all users there are; counted row by row only where the counters fail. */
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
