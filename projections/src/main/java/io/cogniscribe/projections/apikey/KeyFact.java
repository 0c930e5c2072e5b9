package io.cogniscribe.projections.apikey;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.AccountReactivated;
import io.cogniscribe.account.AccountEvent.ApiKeyIssued;
import io.cogniscribe.account.AccountEvent.ApiKeyRevoked;
import io.cogniscribe.account.AccountEvent.ClaimConfirmed;
import io.cogniscribe.account.AccountEvent.EmailChangeRefused;
import io.cogniscribe.account.AccountEvent.EmailChangeRequested;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.NameClaimed;
import io.cogniscribe.account.AccountEvent.NameReleased;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RegistrationRefused;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.UnstorableException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The part of an account event that the API key projection uses. */
public sealed interface KeyFact {

  /** Returns the id of the key. */
  UUID id();

  /** The key was issued. */
  record Issued(KeyRow row) implements KeyFact {
    @Override
    public UUID id() {
      return row.id();
    }
  }

  /** The key was revoked. */
  record Revoked(UUID id, Instant at, long version) implements KeyFact {}

  /**
   * Returns the key fact of an event; empty when the event does not concern a key.
   *
   * @throws UnstorableException when the table cannot store it
   */
  static Optional<KeyFact> of(RecordedEvent<AccountEvent> event) {
    return switch (event.payload()) {
      case ApiKeyIssued issued -> Optional.of(new Issued(row(event, issued)));
      case ApiKeyRevoked _ ->
          Optional.of(new Revoked(event.streamId(), event.recordedAt(), event.version()));
      case UserRegistered _,
          RegistrationRequested _,
          ClaimConfirmed _,
          RegistrationRefused _,
          SessionOpened _,
          SessionClosed _,
          SessionsClosed _,
          PasswordChanged _,
          EmailChangeRequested _,
          EmailChanged _,
          EmailChangeRefused _,
          AccountDeactivated _,
          AccountReactivated _,
          AccountDeleted _,
          RolesChanged _,
          NameClaimed _,
          NameReleased _ ->
          Optional.empty();
    };
  }

  private static KeyRow row(RecordedEvent<AccountEvent> event, ApiKeyIssued issued) {
    return KeyRow.TABLE.checked(
        new KeyRow(
            event.streamId(),
            issued.label(),
            issued.role(),
            issued.secretHash(),
            event.actor().id(),
            event.recordedAt(),
            issued.expiresAt(),
            null,
            event.version()));
  }
}
