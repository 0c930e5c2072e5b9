package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Digests a table by ranges of its hashed primary key, and reads the rows of a range. PostgreSQL
 * computes the hashes, so equal tables are compared without reading their rows.
 */
record RowDigests(String table, List<String> key) {

  static final int RANGES = 1024;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The digest of a range.
   *
   * @param hash the XOR of the rows' hashes
   */
  record Digest(long rows, long hash) {}

  /** Returns a table and its primary key, in the order of its columns. */
  static RowDigests of(Connection connection, String table) throws SQLException {
    String sql =
        """
        SELECT a.attname FROM pg_index i
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = to_regclass(?) AND i.indisprimary ORDER BY a.attnum
        """;
    return new RowDigests(table, Sql.texts(connection, sql, table));
  }

  private String range() {
    String columns = key.stream().map(column -> "t." + column).collect(Collectors.joining(", "));
    return "(hash_record_extended(ROW(%s), 0) & %d)::integer".formatted(columns, RANGES - 1);
  }

  Map<Integer, Digest> read(Connection connection) throws SQLException {
    String sql =
        "SELECT %s, count(*), bit_xor(hash_record_extended(t, 1)) FROM %s AS t GROUP BY 1"
            .formatted(range(), table);
    Map<Integer, Digest> digests = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row -> digests.put(row.getInt(1), new Digest(row.getLong(2), row.getLong(3))));
    return digests;
  }

  /** Returns the hash of each row of some ranges, by key. */
  Map<String, Long> hashes(Connection connection, Collection<Integer> ranges) throws SQLException {
    String sql =
        "SELECT %s, hash_record_extended(t, 1) FROM %s AS t WHERE %s = ANY (?)"
            .formatted(keyText(), table, range());
    Map<String, Long> hashes = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row -> hashes.put(row.getString(1), row.getLong(2)),
        connection.createArrayOf("integer", ranges.toArray()));
    return hashes;
  }

  List<String> keysOf(Connection connection, String group, Collection<UUID> groups)
      throws SQLException {
    String sql = "SELECT %s FROM %s AS t WHERE t.%s = ANY (?)".formatted(keyText(), table, group);
    return Sql.texts(connection, sql, connection.createArrayOf("uuid", groups.toArray()));
  }

  /** Returns some rows by key, column by column. */
  Map<String, JsonNode> rows(Connection connection, Collection<String> keys) throws SQLException {
    String sql =
        "SELECT %1$s, to_jsonb(t) FROM %2$s AS t WHERE %1$s = ANY (?)".formatted(keyText(), table);
    Map<String, JsonNode> rows = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row -> rows.put(row.getString(1), JSON.readTree(row.getString(2))),
        connection.createArrayOf("text", keys.toArray()));
    return rows;
  }

  private String keyText() {
    return key.stream()
        .map(column -> "t." + column + "::text")
        .collect(Collectors.joining(" || '/' || "));
  }
}
