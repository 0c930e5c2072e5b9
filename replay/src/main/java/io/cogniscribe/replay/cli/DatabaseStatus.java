package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.postgres.Migrations;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Prints the state of the tables for an operator. */
record DatabaseStatus(DataSource dataSource) {

  // Only a partitioned table has a partition tree; any other table has only its own size.
  private static final String SIZE =
      """
      SELECT '%1$s' AS "table", count(*) AS rows, pg_size_pretty(coalesce((SELECT sum(
        pg_total_relation_size(relid)) FROM pg_partition_tree('%1$s')),
        pg_total_relation_size('%1$s'))) AS size FROM %1$s
      """;

  private static final String POSITIONS =
      """
      SELECT p.projection, p.topic, p."partition", p.next_offset, p.cause_offset,
        to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS updated_at,
        (SELECT count(*) FROM parked_events e WHERE e.projection = p.projection
          AND e.topic = p.topic AND e."partition" = p."partition") AS parked
      FROM projection_positions p ORDER BY p.projection, p.topic, p."partition"
      """;

  private static final String HORIZON =
      """
      SELECT to_char(kept_from, 'YYYY-MM') AS audit_kept_from, dropped_by,
        to_char(dropped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS dropped_at
      FROM audit_horizon
      """;

  void print(PrintWriter out) throws SQLException {
    Optional<String> version = new Migrations(dataSource).version();
    if (version.isEmpty()) {
      out.println("There are no tables. Create them with 'db init'.");
      return;
    }
    out.println("Version of the tables: " + version.get());
    try (Connection connection = dataSource.getConnection()) {
      out.println();
      print(connection, sizes(), out);
      out.println();
      print(connection, POSITIONS, out);
      out.println();
      print(connection, HORIZON, out);
    }
  }

  private static String sizes() {
    return Migrations.TABLES.stream()
        .map(SIZE::formatted)
        .collect(Collectors.joining("UNION ALL "));
  }

  private static void print(Connection connection, String sql, PrintWriter out)
      throws SQLException {
    List<List<String>> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      List<String> header = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        header.add(row.getMetaData().getColumnLabel(i));
      }
      lines.add(header);
      while (row.next()) {
        List<String> line = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          line.add(String.valueOf(row.getString(i)));
        }
        lines.add(line);
      }
    }
    lines.forEach(line -> out.println(aligned(line, lines)));
  }

  private static String aligned(List<String> line, List<List<String>> all) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      int column = i;
      int width = all.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
      text.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
    }
    return text.toString().stripTrailing();
  }
}
