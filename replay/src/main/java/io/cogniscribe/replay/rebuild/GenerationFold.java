package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.postgres.AggregateProjection;
import io.cogniscribe.projections.postgres.PostgresParked;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.postgres.PostgresStore;
import io.cogniscribe.replay.rebuild.Meter.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * Fills a generation from the log, partitions in parallel.
 *
 * @param tables connections whose search path is the generation's schema
 */
record GenerationFold(
    Generation generation,
    DataSource tables,
    LogReader log,
    LogExtent extent,
    Workers workers,
    Meter meter) {

  /** The records of a poll, which are applied in one transaction. */
  private static final int BATCH_RECORDS = 10_000;

  /**
   * Creates tables in the generation's schema, fills them, then creates their indexes.
   *
   * @param targets the position at which each partition ends
   */
  void load(Positions targets) throws SQLException {
    PostgresProjection<?> projection = generation.projection();
    boolean inOrder = !projection.appendsOnly() && !(projection instanceof AggregateProjection<?>);
    try (Connection connection = tables.getConnection()) {
      GenerationSchema.create(connection, generation, inOrder);
      learnSkips(connection);
    }
    try (Step step =
        meter.begin("fold " + projection.name(), length(targets), targets.next().size())) {
      if (projection instanceof AggregateProjection<?> aggregates) {
        byAggregate(aggregates, targets, step);
      } else {
        follow(targets, step);
      }
    }
    try (Step step = meter.begin("index " + projection.name(), projection.tables().size())) {
      workers.each(
          projection.tables(),
          table -> {
            finish(table, !inOrder);
            step.add(1, 0);
          });
    }
  }

  private void learnSkips(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    SkippedTable.learn(connection, new SkipLog(log));
    connection.commit();
    connection.setAutoCommit(true);
  }

  private long length(Positions targets) {
    return targets.next().entrySet().stream()
        .mapToLong(target -> target.getValue() - extent.begin(target.getKey()))
        .sum();
  }

  private void finish(String table, boolean index) throws SQLException {
    try (Connection connection = tables.getConnection()) {
      if (index) {
        Sql.execute(connection, "SET maintenance_work_mem = '256MB'");
        GenerationSchema.index(connection, generation, table);
      }
      Sql.execute(connection, "ANALYZE " + generation.table(table));
    }
  }

  /** Continues from the generation's position, as the projector would. */
  void follow(Positions targets, Step step) {
    passOverSkipped(generation.projection());
    StoreFold<?> fold = storeFold(generation.projection());
    workers.each(
        targets.next().entrySet(),
        target -> fold.fold(new Positions(Map.of(target.getKey(), target.getValue())), step));
  }

  /**
   * Applies the skips of the active generation to this one. Reads them from the active tables: the
   * projector writes them there first, and reading the audit log would prolong the swap.
   */
  private <E> void passOverSkipped(PostgresProjection<E> projection) {
    PostgresParked<E> parked = new PostgresParked<>(tables, projection);
    new LaterSkips<>(parked, projection, log).follow(parked.skipped());
  }

  private <E> StoreFold<E> storeFold(PostgresProjection<E> projection) {
    return new StoreFold<>(
        projection,
        () -> new PostgresStore<>(tables, projection, generation.schema()),
        BATCH_RECORDS,
        log,
        extent);
  }

  private <E> void byAggregate(AggregateProjection<E> projection, Positions targets, Step step) {
    AggregateLoad<E> load = new AggregateLoad<>(projection, tables, log, step);
    StoreFold<E> positions = storeFold(projection);
    // The largest first, so that no core waits for it at the end.
    List<Map.Entry<TopicPartition, Long>> largestFirst =
        targets.next().entrySet().stream()
            .sorted(Comparator.comparingLong((Map.Entry<?, Long> target) -> -target.getValue()))
            .toList();
    workers.each(
        largestFirst,
        target -> {
          TopicPartition partition = target.getKey();
          OffsetRange range =
              new OffsetRange(partition, extent.begin(partition), target.getValue());
          positions.advance(load.load(range, Plan.UNPACKED * extent.bytes(partition)));
        });
  }
}
