package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Applied;
import io.cogniscribe.projections.engine.Batch;
import io.cogniscribe.projections.engine.Faults;
import io.cogniscribe.projections.engine.ProjectionStore;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.Start;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.engine.StoredPosition;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedStreams;
import io.cogniscribe.projections.parking.ParkedTable;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.parking.Sorted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a projection's rows, positions and parked pointers in PostgreSQL, and changes them in one
 * transaction. Each instance has its own id as an owner of positions.
 */
public final class PostgresStore<E> implements ProjectionStore<E> {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  private final DataSource dataSource;
  private final PostgresProjection<E> projection;
  private final PositionsTable positions;
  private final ParkedTable parkedTable;
  private final ParkedStreams parked;
  private final @Nullable SkipLog auditLog;

  /** Creates a store that does not read skips from the audit log. */
  public PostgresStore(DataSource dataSource, PostgresProjection<E> projection) {
    this(dataSource, projection, DatabasePool.ACTIVE_SCHEMA, null);
  }

  /**
   * Creates a store for another generation than the active one.
   *
   * @param schema the schema of the generation
   */
  public PostgresStore(DataSource dataSource, PostgresProjection<E> projection, String schema) {
    this(dataSource, projection, schema, null);
  }

  /**
   * Creates a store of the active generation.
   *
   * @param auditLog the source of skips, read before a partition is claimed
   */
  public PostgresStore(DataSource dataSource, PostgresProjection<E> projection, SkipLog auditLog) {
    this(dataSource, projection, DatabasePool.ACTIVE_SCHEMA, auditLog);
  }

  private PostgresStore(
      DataSource dataSource,
      PostgresProjection<E> projection,
      String schema,
      @Nullable SkipLog auditLog) {
    this.dataSource = dataSource;
    this.auditLog = auditLog;
    this.projection = projection;
    this.positions = new PositionsTable(projection, schema, UUID.randomUUID());
    this.parkedTable = new ParkedTable(projection.name());
    this.parked = new ParkedStreams(projection.name());
  }

  @Override
  public String server() {
    return "PostgreSQL";
  }

  @Override
  public Map<TopicPartition, StoredPosition> read(Set<TopicPartition> partitions) {
    return inTransaction(
        dataSource,
        connection -> {
          Map<TopicPartition, StoredPosition> stored = positions.read(connection, partitions);
          load(connection, partitions);
          return stored;
        });
  }

  @Override
  public Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions) {
    return inTransaction(dataSource, connection -> positions.offsets(connection, partitions));
  }

  @Override
  public Map<TopicPartition, Long> claim(Map<TopicPartition, Start> starts) {
    return inTransaction(
        dataSource,
        connection -> {
          if (auditLog != null && !starts.isEmpty()) {
            // The store must know all skips before it folds a record.
            SkippedTable.learn(connection, auditLog);
          }
          Map<TopicPartition, Long> claimed = positions.claim(connection, starts);
          load(connection, starts.keySet());
          return claimed;
        });
  }

  private void load(Connection connection, Set<TopicPartition> partitions) throws SQLException {
    parked.load(
        partitions,
        parkedTable.read(connection, partitions),
        new Skips(SkippedTable.read(connection, projection.name())));
  }

  @Override
  public Applied commit(Batch<E> batch) {
    List<ParkedEvent> newlyParked = new ArrayList<>();
    try {
      Applied applied =
          inTransaction(dataSource, connection -> apply(connection, batch, newlyParked));
      parked.committed(newlyParked);
      return applied;
    } catch (StoreException e) {
      if (e.getCause() instanceof SQLException sql && SqlErrors.isOne(sql)) {
        return new Applied.Refused(SqlErrors.describe(sql));
      }
      throw e;
    }
  }

  /** Applies the batch, and adds the records that it parks to {@code newlyParked}. */
  private Applied apply(Connection connection, Batch<E> batch, List<ParkedEvent> newlyParked)
      throws SQLException {
    // The positions come first, because a loop that has lost a partition must not change its rows.
    if (!positions.advance(connection, batch.advances())) {
      connection.rollback();
      return new Applied.Moved();
    }
    Sorted<E> sorted = parked.sort(batch.records());
    if (!parkedTable.allParked(connection, sorted.behind())) {
      // An operator has retried parked records, so the parked pointers must be read again.
      connection.rollback();
      return new Applied.Moved();
    }
    List<Refusal<E>> refusals;
    try {
      refusals =
          sorted.events().isEmpty() ? List.of() : projection.apply(connection, sorted.events());
    } catch (RuntimeException fault) {
      // A fold is pure, so it would fail again without a change of code.
      LOG.debug("projection {} fails", projection.name(), fault);
      connection.rollback();
      return new Applied.Refused(Faults.describe(fault));
    }
    newlyParked.addAll(sorted.parked());
    newlyParked.addAll(ParkedStreams.refused(sorted.events(), refusals));
    parkedTable.insert(connection, newlyParked);
    return new Applied.Committed();
  }

  @Override
  public boolean beat(Map<TopicPartition, Long> upToDate) {
    return inTransaction(dataSource, connection -> positions.beat(connection, upToDate));
  }

  @Override
  public long parked() {
    return parked.count();
  }

  /** Does nothing, because the caller owns the data source. */
  @Override
  public void close() {}

  /** Runs the work, and commits unless it fails. */
  static <T> T inTransaction(DataSource dataSource, Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("PostgreSQL: " + SqlErrors.describe(e), e);
    }
  }

  private static void rollback(Connection connection, Exception reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** The work of one transaction. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }
}
