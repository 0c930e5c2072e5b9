package io.cogniscribe.query.user;

import io.cogniscribe.query.page.Listing;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.query.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries of users. */
@Repository
class UserTable {

  private static final String SELECT =
      "SELECT id, username, email, roles, is_active, created_at FROM users";

  private final JdbcClient postgres;

  UserTable(JdbcClient postgres) {
    this.postgres = postgres;
  }

  Optional<User> find(UUID id) {
    return postgres
        .sql(SELECT + " WHERE id = :id")
        .param("id", id)
        .query((row, _) -> read(row))
        .optional();
  }

  /**
   * Returns accounts, newest first.
   *
   * @param pattern LIKE pattern of their usernames or e-mail addresses, ignoring case; null for
   *     all. A client's wildcards in it are escaped
   */
  List<User> list(@Nullable String pattern, PageRequest page) {
    return new Listing(SELECT)
        .where(
            "(lower(username) LIKE lower(:pattern) OR lower(email) LIKE lower(:pattern))",
            "pattern",
            pattern)
        .read(postgres, page.after(), page.fetchSize(), (row, _) -> read(row));
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
