package io.cogniscribe.projector.replay;

import io.cogniscribe.projector.engine.KafkaSource;
import io.cogniscribe.projector.postgres.PostgresProjection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * What a rebuild of a projection would do. Finding out changes nothing.
 *
 * @param version of the projection's code
 * @param offsets what is to be read, by partition
 * @param logBytes what that takes on the broker's disk
 * @param tables what is written
 * @param place where
 * @param tableBytes what live takes, which the rebuilt ones will need beside it
 * @param sortingBytes what sorting on disk takes at most
 * @param rate offsets a second in the last rebuild
 */
public record Plan(
    String projection,
    int version,
    Map<String, Long> offsets,
    long logBytes,
    List<String> tables,
    String place,
    long tableBytes,
    long sortingBytes,
    OptionalDouble rate) {

  private static final double MEGABYTE = 1e6;

  /** How much larger a record is than on the broker's disk, where it is compressed. */
  private static final long UNPACKED = 3;

  /** Asks broker and database. */
  public static Plan of(DataSource database, KafkaSource kafka, PostgresProjection<?> projection)
      throws SQLException {
    LogExtent extent = LogExtent.of(kafka, projection);
    return of(database, projection, extent, new Positions(extent.ends()));
  }

  /** The same, up to where the partitions are cut. */
  static Plan of(
      DataSource database, PostgresProjection<?> projection, LogExtent extent, Positions cut)
      throws SQLException {
    Map<String, Long> offsets = new TreeMap<>();
    double bytes = 0;
    for (TopicPartition partition : extent.ends().keySet()) {
      long all = extent.ends().getOrDefault(partition, 0L) - extent.begin(partition);
      long length = cut.next().getOrDefault(partition, 0L) - extent.begin(partition);
      offsets.put(partition.toString(), length);
      bytes += all == 0 ? 0 : (double) extent.bytes(partition) * length / all;
    }
    try (Connection connection = database.getConnection()) {
      return new Plan(
          projection.name(),
          projection.version(),
          offsets,
          (long) bytes,
          projection.tables(),
          "the schema " + Generation.rebuilt(projection).schema(),
          tableBytes(connection, projection),
          (long) (bytes * UNPACKED),
          Generations.measuredRate(connection, projection));
    }
  }

  private static long tableBytes(Connection connection, PostgresProjection<?> projection)
      throws SQLException {
    // Only a partitioned table has a partition tree; any other has just its own size.
    String sql =
        """
        SELECT coalesce(
          (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(to_regclass(name))),
          pg_total_relation_size(to_regclass(name)))
        FROM (SELECT ?::text AS name) AS asked
        """;
    long bytes = 0;
    for (String table : projection.tables()) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, Generation.live(projection).table(table));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          bytes += row.getLong(1);
        }
      }
    }
    return bytes;
  }

  /** The plan in words. */
  public String text() {
    long total = offsets.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s (version %d): reads %,d offsets, %.1f MB on the broker%n"
            .formatted(projection, version, total, logBytes / MEGABYTE));
    offsets.forEach((partition, length) -> text.append("  %s: %,d%n".formatted(partition, length)));
    text.append(
        "  writes %s in %s, about %.1f MB; sorting takes up to %.1f MB more%n"
            .formatted(tables, place, tableBytes / MEGABYTE, sortingBytes / MEGABYTE));
    text.append(
        rate.isPresent()
            ? "  takes about %.0f s, at the %,.0f offsets/s of the last rebuild"
                .formatted(total / rate.getAsDouble(), rate.getAsDouble())
            : "  how long it takes is known after the first rebuild");
    return text.toString();
  }
}
