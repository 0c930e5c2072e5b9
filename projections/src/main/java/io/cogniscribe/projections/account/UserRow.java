package io.cogniscribe.projections.account;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.BOOLEAN;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TEXTS;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code users}.
 *
 * @param username null when another account has taken the name; this holds for {@code email} too
 * @param usernameSince the time at which the account took its username
 * @param emailSince the time at which the account took its e-mail address
 */
public record UserRow(
    UUID id,
    @Nullable String username,
    Instant usernameSince,
    @Nullable String email,
    Instant emailSince,
    String hashedPassword,
    List<String> roles,
    boolean isActive,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  public static final Table<UserRow> TABLE =
      new Table<>(
          "users",
          "id",
          List.of("id"),
          List.of(
              new Column<>("id", UUID, UserRow::id),
              new Column<>("username", TEXT, 50, UserRow::username),
              new Column<>("username_since", TIMESTAMPTZ, UserRow::usernameSince),
              new Column<>("email", TEXT, 255, UserRow::email),
              new Column<>("email_since", TIMESTAMPTZ, UserRow::emailSince),
              new Column<>("hashed_password", TEXT, UserRow::hashedPassword),
              new Column<>("roles", TEXTS, UserRow::roles),
              new Column<>("is_active", BOOLEAN, UserRow::isActive),
              new Column<>("version", BIGINT, UserRow::version),
              new Column<>("created_at", TIMESTAMPTZ, UserRow::createdAt),
              new Column<>("updated_at", TIMESTAMPTZ, UserRow::updatedAt)));

  /** Returns the row that was read back. */
  static UserRow of(TableRow row) {
    return new UserRow(
        row.get("id", UUID.class),
        row.find("username", String.class),
        row.get("username_since", Instant.class),
        row.find("email", String.class),
        row.get("email_since", Instant.class),
        row.get("hashed_password", String.class),
        row.texts("roles"),
        row.get("is_active", Boolean.class),
        row.get("version", Long.class),
        row.get("created_at", Instant.class),
        row.get("updated_at", Instant.class));
  }

  static UserRow registered(RecordedEvent<?> event, UserRegistered user) {
    return new UserRow(
        event.streamId(),
        user.username(),
        event.recordedAt(),
        user.email(),
        event.recordedAt(),
        user.passwordHash(),
        user.roles(),
        true,
        event.version(),
        event.recordedAt(),
        event.recordedAt());
  }

  /** Returns the row with the names that no other account has taken. */
  UserRow withNames(@Nullable String keptUsername, @Nullable String keptEmail) {
    return new UserRow(
        id,
        keptUsername,
        usernameSince,
        keptEmail,
        emailSince,
        hashedPassword,
        roles,
        isActive,
        version,
        createdAt,
        updatedAt);
  }

  UserRow withEmail(String newEmail, RecordedEvent<?> event) {
    return new UserRow(
        id,
        username,
        usernameSince,
        newEmail,
        event.recordedAt(),
        hashedPassword,
        roles,
        isActive,
        event.version(),
        createdAt,
        event.recordedAt());
  }

  UserRow withPassword(String newHash, RecordedEvent<?> event) {
    return changed(newHash, roles, isActive, event);
  }

  UserRow withRoles(List<String> newRoles, RecordedEvent<?> event) {
    return changed(hashedPassword, newRoles, isActive, event);
  }

  UserRow withActive(boolean active, RecordedEvent<?> event) {
    return changed(hashedPassword, roles, active, event);
  }

  private UserRow changed(
      String newHash, List<String> newRoles, boolean active, RecordedEvent<?> event) {
    return new UserRow(
        id,
        username,
        usernameSince,
        email,
        emailSince,
        newHash,
        newRoles,
        active,
        event.version(),
        createdAt,
        event.recordedAt());
  }
}
