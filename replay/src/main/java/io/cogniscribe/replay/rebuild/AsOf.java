package io.cogniscribe.replay.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.settings.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes tables as of a moment, in a schema beside the active ones, with the load of a rebuild. The
 * active generation is not changed.
 *
 * @param database the owner of the tables
 * @param active connections to the same database
 */
public record AsOf(
    Database database, DataSource active, KafkaSource kafka, int parallel, Meter meter) {

  /**
   * One projection's tables in a sandbox.
   *
   * @param moment the moment that they show
   * @param state loading; or loaded, when they are complete
   */
  public record Sandbox(
      String schema, String projection, String moment, String state, Instant begunAt) {}

  /**
   * The result.
   *
   * @param next the first offset of each partition that is not in the tables
   */
  public record Result(String schema, String moment, List<String> tables, Map<String, Long> next) {}

  /**
   * Makes the tables of some projections.
   *
   * @param schema the name of the sandbox; an earlier sandbox of this name is replaced
   * @throws ReplayException when the log has no such moment, or the name is taken
   */
  public Result make(List<PostgresProjection<?>> projections, Moment moment, String schema)
      throws SQLException {
    Sandboxes.checkName(schema);
    try (Lease _ = Lease.take(active, "as-of " + schema);
        HikariDataSource tables = DatabasePool.open(database, schema, parallel + 2)) {
      Map<PostgresProjection<?>, LogExtent> extents = extents(projections);
      Positions cut = cut(moment, extents.values());
      new Sandboxes(active).create(schema, moment, projections);
      List<String> names = new ArrayList<>();
      for (Map.Entry<PostgresProjection<?>, LogExtent> entry : extents.entrySet()) {
        LogExtent extent = entry.getValue();
        load(new Generation(entry.getKey(), schema), tables, extent, part(cut, extent));
        names.addAll(entry.getKey().tables());
      }
      Map<String, Long> next = new TreeMap<>();
      cut.next().forEach((partition, offset) -> next.put(partition.toString(), offset));
      return new Result(schema, moment.toString(), names, next);
    }
  }

  /** Returns the plan of a rebuild up to a moment; reads events only to find the moment. */
  public List<Plan> plan(List<PostgresProjection<?>> projections, Moment moment)
      throws SQLException {
    Map<PostgresProjection<?>, LogExtent> extents = extents(projections);
    Positions cut = cut(moment, extents.values());
    List<Plan> plans = new ArrayList<>();
    for (Map.Entry<PostgresProjection<?>, LogExtent> entry : extents.entrySet()) {
      LogExtent extent = entry.getValue();
      plans.add(
          Plan.of(
              active, entry.getKey(), extent, part(cut, extent), "the schema that --into names"));
    }
    return plans;
  }

  /** Removes a sandbox. */
  public void drop(String schema) throws SQLException {
    Sandboxes.checkName(schema);
    try (Lease _ = Lease.take(active, "as-of " + schema)) {
      new Sandboxes(active).drop(schema);
    }
  }

  /** Returns all sandboxes. */
  public List<Sandbox> list() throws SQLException {
    return new Sandboxes(active).list();
  }

  private Map<PostgresProjection<?>, LogExtent> extents(List<PostgresProjection<?>> projections) {
    Map<PostgresProjection<?>, LogExtent> extents = new LinkedHashMap<>();
    projections.forEach(each -> extents.put(each, LogExtent.of(kafka, each)));
    return extents;
  }

  private Positions cut(Moment moment, Collection<LogExtent> extents) {
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    for (LogExtent extent : extents) {
      extent
          .ends()
          .forEach((partition, end) ->
              ranges.put(partition, new OffsetRange(partition, extent.begin(partition), end)));
    }
    return new Cuts(new LogReader(kafka), new Workers(parallel), meter)
        .of(moment, List.copyOf(ranges.values()));
  }

  private static Positions part(Positions cut, LogExtent extent) {
    Map<TopicPartition, Long> next = new HashMap<>(cut.next());
    next.keySet().retainAll(extent.ends().keySet());
    return new Positions(next);
  }

  private void load(Generation generation, DataSource tables, LogExtent extent, Positions cut)
      throws SQLException {
    Instant begin = Instant.now();
    new GenerationFold(
            generation, tables, new LogReader(kafka), extent, new Workers(parallel), meter)
        .load(cut);
    long events = cut.next().values().stream().mapToLong(Long::longValue).sum();
    try (Connection connection = active.getConnection()) {
      Generations.loaded(
          connection, generation, events, Duration.between(begin, Instant.now()).toMillis());
    }
  }
}
