package io.cogniscribe.query.user;

import io.cogniscribe.query.store.Columns;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account. */
@RestController
class UserController {

  private static final String FIND =
      """
      SELECT id, username, email, roles, is_active, created_at FROM users WHERE id = :id
      """;

  private final JdbcClient postgres;

  UserController(JdbcClient postgres) {
    this.postgres = postgres;
  }

  @GetMapping("/api/users/me")
  User me(Caller caller) {
    return postgres
        .sql(FIND)
        .param("id", caller.userId())
        .query((row, _) -> read(row))
        .optional()
        .orElseThrow(() ->
            ProblemException.notFound(
                "user_not_found", "The account is not, or not yet, in the read model."));
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
