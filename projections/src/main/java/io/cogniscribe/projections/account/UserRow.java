package io.cogniscribe.projections.account;

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
 * @param usernameSince when the account took its username
 * @param emailSince when the account took its e-mail address
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

  /** The row with the names that other accounts have left it. */
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
