package io.cogniscribe.query.usage;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.query.store.Columns;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage over HTTP. */
@RestController
class UsageController {

  private static final String FIND =
      """
      SELECT user_id, month, total_files_processed, total_bytes_processed,
             total_processing_seconds, successful_jobs, failed_jobs, estimated_cost_cents, updated_at
      FROM usage_statistics WHERE user_id = :userId AND month = :month
      """;

  private final JdbcClient postgres;
  private final AccessRecords accesses;
  private final Clock clock = Clock.systemUTC();

  UsageController(JdbcClient postgres, AccessRecords accesses) {
    this.postgres = postgres;
    this.accesses = accesses;
  }

  /** Returns the usage of the current or the named month; zeros if the month has no jobs. */
  @GetMapping("/api/usage")
  Usage usage(
      @RequestParam(name = "user_id", required = false) @Nullable UUID userId,
      @RequestParam(required = false) @Nullable String month,
      Caller caller) {
    UUID owner = Ownership.listed(caller, userId);
    YearMonth wanted = month == null ? YearMonth.now(clock) : parse(month);
    accesses.ofPerson(caller, AccessAction.READ_USAGE, owner);
    return postgres
        .sql(FIND)
        .param("userId", owner)
        .param("month", wanted.toString())
        .query((row, _) -> read(row))
        .optional()
        .orElseGet(() -> Usage.none(owner, wanted));
  }

  private static YearMonth parse(String month) {
    if (!month.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
      throw ProblemException.invalid("month", "must be a month such as 2026-01");
    }
    return YearMonth.parse(month);
  }

  private static Usage read(ResultSet row) throws SQLException {
    Columns columns = new Columns(row);
    return new Usage(
        columns.uuid("user_id"),
        columns.text("month"),
        row.getLong("total_files_processed"),
        row.getLong("total_bytes_processed"),
        row.getDouble("total_processing_seconds"),
        row.getLong("successful_jobs"),
        row.getLong("failed_jobs"),
        row.getLong("estimated_cost_cents"),
        columns.instant("updated_at"));
  }
}
