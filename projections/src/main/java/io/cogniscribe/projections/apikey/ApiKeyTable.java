package io.cogniscribe.projections.apikey;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.postgres.BinaryArray;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code api_keys}, as it is read and written. */
final class ApiKeyTable {

  static final Table<KeyRow> TABLE =
      new Table<>(
          "api_keys",
          List.of(
              new Column<>("id", UUID, KeyRow::id),
              new Column<>("label", TEXT, KeyRow::label),
              new Column<>("role", TEXT, KeyRow::role),
              new Column<>("secret_hash", TEXT, KeyRow::secretHash),
              new Column<>("issued_by", TEXT, KeyRow::issuedBy),
              new Column<>("created_at", TIMESTAMPTZ, KeyRow::createdAt),
              new Column<>("expires_at", TIMESTAMPTZ, KeyRow::expiresAt),
              new Column<>("revoked_at", TIMESTAMPTZ, KeyRow::revokedAt),
              new Column<>("version", BIGINT, KeyRow::version)));

  private ApiKeyTable() {}

  /** The stored rows of these keys. */
  static List<KeyRow> read(Connection connection, Collection<UUID> ids) throws SQLException {
    String sql =
        """
        SELECT id, label, role, secret_hash, issued_by, created_at, expires_at, revoked_at, version
        FROM api_keys WHERE id = ANY (?)
        """;
    List<KeyRow> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, BinaryArray.of(connection, UUID, ids, id -> id));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row(row));
        }
      }
    }
    return rows;
  }

  private static KeyRow row(ResultSet row) throws SQLException {
    return new KeyRow(
        row.getObject("id", UUID.class),
        row.getString("label"),
        row.getString("role"),
        row.getString("secret_hash"),
        row.getString("issued_by"),
        Objects.requireNonNull(instant(row, "created_at")),
        instant(row, "expires_at"),
        instant(row, "revoked_at"),
        row.getLong("version"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Adds new rows, and replaces what can change of those that are there. */
  static void write(Connection connection, List<KeyRow> rows) throws SQLException {
    TABLE.insert(
        connection,
        rows,
        "ON CONFLICT (id) DO UPDATE"
            + " SET revoked_at = excluded.revoked_at, version = excluded.version");
  }
}
