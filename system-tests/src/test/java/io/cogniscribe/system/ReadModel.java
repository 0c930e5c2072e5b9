package io.cogniscribe.system;

import io.cogniscribe.devstack.demo.StackAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import redis.clients.jedis.Jedis;

/**
 * The rows and keys that the projections have built from the log.
 *
 * @param rows the rows of each table, as text
 * @param keys the values of Redis by key
 */
record ReadModel(Map<String, Set<String>> rows, Map<String, String> keys) {

  private static final List<String> TABLES =
      List.of(
          "users",
          "transcription_jobs",
          "job_history",
          "audit_logs",
          "usage_statistics",
          "sessions",
          "api_keys");

  static ReadModel of(StackAddress stack) throws SQLException {
    return new ReadModel(rows(stack.databaseUrl()), keys(stack.redisUrl()));
  }

  /** Returns this read model without rows and keys that contain the text. */
  ReadModel without(String text) {
    Map<String, Set<String>> otherRows = new TreeMap<>();
    rows.forEach((table, all) -> {
      Set<String> others = new TreeSet<>(all);
      others.removeIf(row -> row.contains(text));
      otherRows.put(table, others);
    });
    Map<String, String> otherKeys = new TreeMap<>(keys);
    otherKeys.entrySet().removeIf(key -> key.toString().contains(text));
    return new ReadModel(otherRows, otherKeys);
  }

  private static Map<String, Set<String>> rows(URI database) throws SQLException {
    String[] login = database.getUserInfo().split(":", 2);
    String jdbc =
        "jdbc:postgresql://%s:%d%s"
            .formatted(database.getHost(), database.getPort(), database.getPath());
    Map<String, Set<String>> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(jdbc, login[0], login[1]);
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        Set<String> each = new TreeSet<>();
        try (ResultSet row =
            statement.executeQuery("SELECT %1$s::text FROM %1$s".formatted(table))) {
          while (row.next()) {
            each.add(row.getString(1));
          }
        }
        rows.put(table, each);
      }
    }
    return rows;
  }

  /**
   * Returns the keys without positions, which contain topic ids, and without rate-limit counters.
   */
  private static Map<String, String> keys(URI server) {
    Map<String, String> keys = new TreeMap<>();
    try (Jedis redis = new Jedis(server)) {
      for (String key : redis.keys("*")) {
        if (key.startsWith("task:") || key.startsWith("counter:") || key.startsWith("session")) {
          keys.put(key, value(redis, key));
        }
      }
    }
    return keys;
  }

  private static String value(Jedis redis, String key) {
    return switch (redis.type(key)) {
      case "string" -> String.valueOf(redis.get(key));
      case "hash" -> String.valueOf(new TreeMap<>(redis.hgetAll(key)));
      case "set" -> String.valueOf(new TreeSet<>(redis.smembers(key)));
      case "zset" -> String.valueOf(redis.zrangeWithScores(key, 0, -1));
      default -> redis.type(key);
    };
  }
}
