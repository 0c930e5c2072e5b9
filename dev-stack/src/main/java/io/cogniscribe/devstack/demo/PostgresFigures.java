package io.cogniscribe.devstack.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the rows of a run from PostgreSQL. */
final class PostgresFigures {

  private static final String USERS = "select count(*) from users where id = any(?)";

  private static final String JOBS =
      "select status, count(*) from transcription_jobs where id = any(?) group by status";

  private static final String USAGE =
      """
      select coalesce(sum(total_files_processed), 0), coalesce(sum(successful_jobs), 0),
             coalesce(sum(failed_jobs), 0), coalesce(sum(total_bytes_processed), 0)
      from usage_statistics where user_id = any(?)
      """;

  private static final String AUDIT =
      """
      select action, count(*) from audit_logs
      where user_id = any(?) and status = 'success' and action <> 'login'
      group by action
      """;

  private PostgresFigures() {}

  static Figures read(String jdbcUrl, List<UUID> users, List<UUID> jobs) throws SQLException {
    Map<String, Long> values = new LinkedHashMap<>(Figures.acknowledged(0, List.of()).values());
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      query(connection, USERS, users, row -> values.put("users", row.getLong(1)));
      query(
          connection,
          JOBS,
          jobs,
          row -> values.put(Figures.jobs(row.getString(1)), row.getLong(2)));
      query(
          connection,
          USAGE,
          users,
          row -> {
            values.put(Figures.usage("files"), row.getLong(1));
            values.put(Figures.usage("successful"), row.getLong(2));
            values.put(Figures.usage("failed"), row.getLong(3));
            values.put(Figures.usage("bytes"), row.getLong(4));
          });
      query(
          connection,
          AUDIT,
          users,
          row -> values.put(Figures.audit(row.getString(1)), row.getLong(2)));
    }
    return new Figures(values);
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void query(Connection connection, String sql, List<UUID> ids, Row each)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          each.read(rows);
        }
      }
    }
  }
}
