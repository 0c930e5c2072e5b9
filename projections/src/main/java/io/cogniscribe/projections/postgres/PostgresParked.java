package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Faults;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.projections.parking.ParkedPointers;
import io.cogniscribe.projections.parking.ParkedStore;
import io.cogniscribe.projections.parking.ParkedStreams;
import io.cogniscribe.projections.parking.Retried;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.parking.Sorted;
import io.cogniscribe.projections.parking.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * The parked records of a projection into PostgreSQL. The data source's search path selects the
 * generation.
 */
public final class PostgresParked<E> implements ParkedStore<E> {

  /**
   * Locks the position. A loop that advances the partition takes the same lock, so the two exclude
   * each other.
   */
  private static final String LOCK =
      """
      SELECT version FROM projection_positions WHERE projection = ? AND topic = ? AND "partition" = ?
      FOR UPDATE
      """;

  private static final String NEXT_GENERATION =
      "UPDATE projection_positions SET generation = generation + 1 WHERE projection = ?";

  private final DataSource dataSource;
  private final PostgresProjection<E> projection;
  private final ParkedPointers pointers;

  public PostgresParked(DataSource dataSource, PostgresProjection<E> projection) {
    this.dataSource = dataSource;
    this.projection = projection;
    this.pointers = new ParkedPointers(projection.name());
  }

  @Override
  public Set<TopicPartition> partitions() {
    return inTransaction(pointers::partitions);
  }

  @Override
  public List<ParkedGroup> groups() {
    return inTransaction(pointers::groups);
  }

  @Override
  public List<SkippedEvent> skipped(SkipLog auditLog) {
    return inTransaction(connection -> {
      SkippedTable.learn(connection, auditLog);
      return SkippedTable.read(connection, projection.name());
    });
  }

  /** Returns the stored skips of the projection, without reading the audit log. */
  public List<SkippedEvent> skipped() {
    return inTransaction(connection -> SkippedTable.read(connection, projection.name()));
  }

  /** Increments the generation, so that the loop reads everything again, as after a swap. */
  @Override
  public void readAgain() {
    inTransaction(connection -> Sql.update(connection, NEXT_GENERATION, projection.name()));
  }

  @Override
  public Optional<ParkedEvent> find(Coordinates at) {
    return inTransaction(connection -> pointers.find(connection, at));
  }

  @Override
  public long waitingBehind(ParkedEvent event) {
    return inTransaction(connection -> pointers.countAfter(connection, event));
  }

  @Override
  public List<ParkedEvent> heads(
      TopicPartition partition, long after, Selection selection, int limit) {
    return inTransaction(
        connection -> pointers.heads(connection, partition, after, selection, limit));
  }

  @Override
  public List<ParkedEvent> waiting(
      TopicPartition partition, Collection<String> streamKeys, long after, int limit) {
    return inTransaction(
        connection -> pointers.waiting(connection, partition, streamKeys, after, limit));
  }

  @Override
  public void failed(ParkedEvent event) {
    inTransaction(connection -> {
      pointers.fail(connection, List.of(event));
      return event;
    });
  }

  @Override
  public Retried retry(TopicPartition partition, List<Waiting<E>> chunk) {
    try {
      return inTransaction(connection -> {
        Retried retried = apply(connection, partition, chunk);
        if (!(retried instanceof Retried.Done)) {
          connection.rollback();
        }
        return retried;
      });
    } catch (StoreException e) {
      if (e.getCause() instanceof SQLException sql && SqlErrors.isOne(sql)) {
        return new Retried.Refused(SqlErrors.describe(sql));
      }
      throw e;
    }
  }

  private Retried apply(Connection connection, TopicPartition partition, List<Waiting<E>> chunk)
      throws SQLException {
    // The lock comes first, so that no other process parks or applies records in this partition.
    lock(connection, partition);
    if (!isWhatIsParkedFirst(connection, partition, chunk)) {
      return new Retried.Moved();
    }
    ParkedStreams parked = new ParkedStreams(projection.name());
    parked.load(Set.of(), Map.of(), new Skips(SkippedTable.read(connection, projection.name())));
    Sorted<E> sorted = parked.sort(Waiting.records(chunk));
    List<Refusal<E>> refusals;
    try {
      refusals =
          sorted.events().isEmpty() ? List.of() : projection.apply(connection, sorted.events());
    } catch (RuntimeException fault) {
      return new Retried.Refused(Faults.describe(fault));
    }
    List<ParkedEvent> failed = new ArrayList<>(sorted.parked());
    failed.addAll(ParkedStreams.refused(sorted.events(), refusals));
    Set<Coordinates> stillParked = failed.stream().map(ParkedEvent::at).collect(Collectors.toSet());
    List<Long> gone =
        chunk.stream()
            .map(each -> each.pointer().at())
            .filter(at -> !stillParked.contains(at))
            .map(Coordinates::offset)
            .toList();
    pointers.delete(connection, partition, gone);
    pointers.fail(connection, failed.stream().filter(event -> event.error() != null).toList());
    return new Retried.Done(gone.size(), failed);
  }

  private void lock(Connection connection, TopicPartition partition) throws SQLException {
    Sql.forEach(
        connection,
        LOCK,
        row -> PositionsTable.requireVersion(projection, row.getInt(1)),
        projection.name(),
        partition.topic(),
        partition.partition());
  }

  /**
   * Returns whether the chunk still has the first parked records of its aggregates. Other tools or
   * a swap may have changed them.
   */
  private boolean isWhatIsParkedFirst(
      Connection connection, TopicPartition partition, List<Waiting<E>> chunk) throws SQLException {
    Map<String, Long> expected =
        chunk.stream()
            .map(each -> each.pointer().streamKey())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long last = chunk.getLast().pointer().at().offset();
    return expected.equals(pointers.countUpTo(connection, partition, expected.keySet(), last));
  }

  private <T> T inTransaction(PostgresStore.Work<T> work) {
    return PostgresStore.inTransaction(dataSource, work);
  }
}
