package io.cogniscribe.query.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A query of a page of rows, newest first, with conditions that depend on the request. */
public final class Listing {

  private final StringBuilder sql;
  private final Map<String, Object> parameters = new HashMap<>();

  /**
   * Creates a query without conditions.
   *
   * @param select the columns and the table, with {@code created_at} and {@code id}
   */
  public Listing(String select) {
    sql = new StringBuilder(select).append(" WHERE true");
  }

  /** Adds a condition. */
  public Listing where(String condition) {
    sql.append(" AND ").append(condition);
    return this;
  }

  /** Adds a condition with a parameter, unless its value is null. */
  public Listing where(String condition, String parameter, @Nullable Object value) {
    if (value != null) {
      parameters.put(parameter, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
      where(condition);
    }
    return this;
  }

  /**
   * Returns the rows.
   *
   * @param after the row before the first one; null to start with the newest
   */
  public <T> List<T> read(
      JdbcClient postgres, @Nullable Cursor after, int limit, RowMapper<T> mapper) {
    if (after != null) {
      where("(created_at, id) < (:createdAt, :id)", "createdAt", after.createdAt());
      parameters.put("id", after.id());
    }
    sql.append(" ORDER BY created_at DESC, id DESC LIMIT :limit");
    parameters.put("limit", limit);
    return postgres.sql(sql.toString()).params(parameters).query(mapper).list();
  }
}
