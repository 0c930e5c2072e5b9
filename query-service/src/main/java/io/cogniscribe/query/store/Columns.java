package io.cogniscribe.query.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row as types of the API's records. */
public record Columns(ResultSet row) {

  public UUID uuid(String name) throws SQLException {
    return Objects.requireNonNull(orNull(name, UUID.class), name);
  }

  public String text(String name) throws SQLException {
    return Objects.requireNonNull(textOrNull(name), name);
  }

  public @Nullable String textOrNull(String name) throws SQLException {
    return row.getString(name);
  }

  public Instant instant(String name) throws SQLException {
    return Objects.requireNonNull(instantOrNull(name), name);
  }

  public @Nullable Instant instantOrNull(String name) throws SQLException {
    OffsetDateTime time = orNull(name, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Returns a value of a type that the driver supports. */
  public <T> @Nullable T orNull(String name, Class<T> type) throws SQLException {
    return row.getObject(name, type);
  }
}
