package io.cogniscribe.projections.usage;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.DOUBLE;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code usage_statistics}, as it is written. */
public final class UsageTable {

  private static final double MICROS_PER_SECOND = 1e6;

  static final Table<Usage> TABLE =
      new Table<>(
          "usage_statistics",
          List.of(
              new Column<>("id", UUID, usage -> usage.key().id()),
              new Column<>("user_id", UUID, usage -> usage.key().userId()),
              new Column<>("month", TEXT, usage -> usage.key().month().toString()),
              new Column<>("total_files_processed", BIGINT, Usage::files),
              new Column<>("total_bytes_processed", BIGINT, Usage::bytes),
              new Column<>(
                  "total_processing_seconds",
                  DOUBLE,
                  usage -> usage.processingMicros() / MICROS_PER_SECOND),
              new Column<>("successful_jobs", BIGINT, Usage::successful),
              new Column<>("failed_jobs", BIGINT, Usage::failed),
              new Column<>("estimated_cost_cents", BIGINT, Usage::cents),
              new Column<>("created_at", TIMESTAMPTZ, Usage::firstAt),
              new Column<>("updated_at", TIMESTAMPTZ, Usage::lastAt)));

  /**
   * Adds to what is there. Seconds are added as whole microseconds: sums of fractions would depend
   * on the order in which batches came, and two folds of one log would differ in the last digit.
   */
  private static final String ADD =
      """
      ON CONFLICT (id) DO UPDATE SET
        total_files_processed = stored.total_files_processed + excluded.total_files_processed,
        total_bytes_processed = stored.total_bytes_processed + excluded.total_bytes_processed,
        total_processing_seconds = (round(stored.total_processing_seconds * 1000000)
          + round(excluded.total_processing_seconds * 1000000)) / 1000000,
        successful_jobs = stored.successful_jobs + excluded.successful_jobs,
        failed_jobs = stored.failed_jobs + excluded.failed_jobs,
        estimated_cost_cents = stored.estimated_cost_cents + excluded.estimated_cost_cents,
        created_at = least(stored.created_at, excluded.created_at),
        updated_at = greatest(stored.updated_at, excluded.updated_at)
      """;

  private UsageTable() {}

  /** A row's values by column. */
  public static Map<String, @Nullable Object> values(Usage usage) {
    return TABLE.values(usage);
  }

  /** Adds to the months' rows, in the order of their ids: two loops never wait for each other. */
  static void add(Connection connection, Collection<Usage> usages) throws SQLException {
    TABLE.insert(
        connection,
        usages.stream().sorted(Comparator.comparing(usage -> usage.key().id())).toList(),
        ADD);
  }
}
