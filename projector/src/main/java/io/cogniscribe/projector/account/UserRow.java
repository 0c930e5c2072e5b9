package io.cogniscribe.projector.account;

import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as the table shows it.
 *
 * @param username null when another account has taken it since; so is {@code email}
 */
record UserRow(
    UUID id,
    @Nullable String username,
    @Nullable String email,
    String hashedPassword,
    List<String> roles,
    boolean isActive,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  static UserRow registered(RecordedEvent<?> event, UserRegistered user) {
    return new UserRow(
        event.streamId(),
        user.username(),
        user.email(),
        user.passwordHash(),
        user.roles(),
        true,
        event.version(),
        event.recordedAt(),
        event.recordedAt());
  }

  UserRow withNames(@Nullable String newUsername, @Nullable String newEmail) {
    return new UserRow(
        id, newUsername, newEmail, hashedPassword, roles, isActive, version, createdAt, updatedAt);
  }
}
