package io.cogniscribe.query.user;

import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.query.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries of users. */
@Repository
class UserTable {

  private static final String SELECT =
      "SELECT id, username, email, roles, is_active, created_at FROM users WHERE ";

  private final JdbcClient postgres;

  UserTable(JdbcClient postgres) {
    this.postgres = postgres;
  }

  Optional<User> find(UUID id) {
    return postgres
        .sql(SELECT + "id = :id")
        .param("id", id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** Returns the accounts that match the search, newest first. */
  List<User> list(@Nullable UserSearch search, PageRequest page) {
    StringBuilder sql = new StringBuilder(SELECT).append("true");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("limit", page.fetchSize());
    if (search != null) {
      sql.append(
          " AND (lower(username) LIKE lower(:pattern) OR lower(email) LIKE lower(:pattern))");
      parameters.put("pattern", search.pattern());
    }
    Cursor after = page.after();
    if (after != null) {
      sql.append(" AND (created_at, id) < (:createdAt, :id)");
      parameters.put("createdAt", after.createdAt().atOffset(ZoneOffset.UTC));
      parameters.put("id", after.id());
    }
    sql.append(" ORDER BY created_at DESC, id DESC LIMIT :limit");
    return postgres.sql(sql.toString()).params(parameters).query((row, _) -> read(row)).list();
  }

  private static User read(ResultSet row) throws SQLException {
    Columns columns = new Columns(row);
    return new User(
        columns.uuid("id"),
        columns.textOrNull("username"),
        columns.textOrNull("email"),
        List.of((String[]) row.getArray("roles").getArray()),
        row.getBoolean("is_active"),
        columns.instant("created_at"));
  }
}
