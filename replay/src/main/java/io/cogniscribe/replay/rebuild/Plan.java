package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.postgres.AggregateProjection;
import io.cogniscribe.projections.postgres.PostgresProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The work that a rebuild of a projection would do. Planning changes nothing.
 *
 * @param version the version of the projection's code
 * @param offsets the number of offsets to read, by partition
 * @param logBytes their size on the broker's disk
 * @param tables the tables or keys that are written
 * @param place the schema or database that they are written to
 * @param tableBytes the space that they need there: as much as the active generation, or the
 *     uncompressed size of the log when the active generation is empty
 * @param sorting null when nothing is sorted on disk
 * @param rate the offsets per second of the last rebuild
 * @param suppressed the events and effects that a rebuild leaves out
 */
public record Plan(
    String projection,
    int version,
    Map<String, Long> offsets,
    long logBytes,
    List<String> tables,
    String place,
    long tableBytes,
    @Nullable Sorting sorting,
    OptionalDouble rate,
    List<String> suppressed) {

  static final double MEGABYTE = 1e6;

  /** A rebuild only reads events and writes rows. */
  private static final String EFFECTS = "every event and e-mail: a rebuild sends none";

  /** The estimated ratio of a record's size to its compressed size on the broker's disk. */
  static final long UNPACKED = 3;

  /** Reads the plan from the broker and the database. */
  public static Plan of(DataSource database, KafkaSource kafka, PostgresProjection<?> projection)
      throws SQLException {
    LogExtent extent = LogExtent.of(kafka, projection);
    String place = "the schema " + Generation.rebuilt(projection).schema();
    return of(database, projection, extent, new Positions(extent.ends()), place);
  }

  /** Returns the plan up to where the partitions are cut, for another place. */
  static Plan of(
      DataSource database,
      PostgresProjection<?> projection,
      LogExtent extent,
      Positions cut,
      String place)
      throws SQLException {
    Map<String, Long> offsets = new TreeMap<>();
    double bytes = 0;
    for (TopicPartition partition : extent.ends().keySet()) {
      long all = extent.ends().getOrDefault(partition, 0L) - extent.begin(partition);
      long length = cut.next().getOrDefault(partition, 0L) - extent.begin(partition);
      offsets.put(partition.toString(), length);
      bytes += all == 0 ? 0 : (double) extent.bytes(partition) * length / all;
    }
    long unpacked = (long) (bytes * UNPACKED);
    try (Connection connection = database.getConnection()) {
      long active = extent.length(Positions.read(connection, Generation.active(projection)).next());
      return new Plan(
          projection.name(),
          projection.version(),
          offsets,
          (long) bytes,
          projection.tables(),
          place,
          active == 0
              ? unpacked
              : (long) ((double) tableBytes(connection, projection) * sum(offsets) / active),
          projection instanceof AggregateProjection<?> ? Sorting.of(unpacked) : null,
          Generations.measuredRate(connection, projection),
          suppressed(connection, projection));
    }
  }

  private static List<String> suppressed(Connection connection, PostgresProjection<?> projection)
      throws SQLException {
    List<String> suppressed =
        new ArrayList<>(suppressed(SkippedTable.read(connection, projection.name()).size()));
    if (projection.tables().contains("audit_logs")) {
      Sql.texts(connection, "SELECT kept_from FROM public.audit_horizon")
          .forEach(from ->
              suppressed.add("records from before %s: their months were dropped".formatted(from)));
    }
    return suppressed;
  }

  /** Returns what every rebuild leaves out: effects, and the records that operators skipped. */
  static List<String> suppressed(int skipped) {
    return skipped == 0
        ? List.of(EFFECTS)
        : List.of(EFFECTS, "%,d records that operators have skipped".formatted(skipped));
  }

  private static long tableBytes(Connection connection, PostgresProjection<?> projection)
      throws SQLException {
    // Only a partitioned table has a partition tree; any other table has only its own size.
    String sql =
        """
        SELECT coalesce(
          (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(to_regclass(name))),
          pg_total_relation_size(to_regclass(name)))
        FROM (SELECT ?::text AS name) AS asked
        """;
    long bytes = 0;
    for (String table : projection.tables()) {
      String active = Generation.active(projection).table(table);
      bytes += Sql.first(connection, sql, row -> row.getLong(1), active).orElseThrow();
    }
    return bytes;
  }

  private static long sum(Map<String, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  long total() {
    return sum(offsets);
  }

  /** Returns the estimated duration; empty before the first rebuild. */
  OptionalDouble seconds() {
    return rate.isPresent() ? OptionalDouble.of(total() / rate.getAsDouble()) : rate;
  }

  /** Returns the plan as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s (version %d): reads %,d offsets, %.1f MB on the broker%n"
            .formatted(projection, version, total(), logBytes / MEGABYTE));
    offsets.forEach((partition, length) -> text.append("  %s: %,d%n".formatted(partition, length)));
    text.append(
        "  writes %s in %s, about %.1f MB beside the active generation%n"
            .formatted(tables, place, tableBytes / MEGABYTE));
    if (sorting != null) {
      text.append("  %s%n".formatted(sorting.text()));
    }
    suppressed.forEach(each -> text.append("  suppressed: %s%n".formatted(each)));
    text.append(
        rate.isPresent()
            ? "  takes about %.0f s, at the %,.0f offsets/s of the last rebuild"
                .formatted(seconds().orElseThrow(), rate.getAsDouble())
            : "  the duration is known after the first rebuild");
    return text.toString();
  }
}
