package io.cogniscribe.projections.session;

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
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of an account event that the session projections use. */
public sealed interface SessionFact {

  /** Returns the id of the user. */
  UUID userId();

  /** A session was opened. */
  record Opened(SessionRow row) implements SessionFact {
    @Override
    public UUID userId() {
      return row.userId();
    }
  }

  /** One session was closed. */
  record Closed(UUID userId, UUID sessionId, Instant at) implements SessionFact {}

  /** Every session except {@code kept} was closed. */
  record AllClosed(UUID userId, @Nullable UUID kept, Instant at) implements SessionFact {}

  /** The user has these roles from now on; none after the account was deleted. */
  record RolesGiven(UUID userId, List<String> roles) implements SessionFact {}

  /** Returns the facts of an event, in order. */
  static List<SessionFact> of(RecordedEvent<AccountEvent> event) {
    UUID userId = event.streamId();
    Instant at = event.recordedAt();
    return switch (event.payload()) {
      case SessionOpened opened -> List.of(new Opened(row(event, opened)));
      case SessionClosed closed -> List.of(new Closed(userId, closed.sessionId(), at));
      case SessionsClosed closed -> List.of(new AllClosed(userId, closed.kept(), at));
      case AccountDeactivated _ -> List.of(new AllClosed(userId, null, at));
      case AccountDeleted _ ->
          List.of(new AllClosed(userId, null, at), new RolesGiven(userId, List.of()));
      case UserRegistered user -> List.of(new RolesGiven(userId, user.roles()));
      case RolesChanged changed -> List.of(new RolesGiven(userId, changed.roles()));
      // A password change ends the other sessions with a separate event.
      case PasswordChanged _,
          RegistrationRequested _,
          ClaimConfirmed _,
          RegistrationRefused _,
          EmailChangeRequested _,
          EmailChanged _,
          EmailChangeRefused _,
          AccountReactivated _,
          ApiKeyIssued _,
          ApiKeyRevoked _,
          NameClaimed _,
          NameReleased _ ->
          List.of();
    };
  }

  private static SessionRow row(RecordedEvent<AccountEvent> event, SessionOpened opened) {
    return new SessionRow(
        opened.sessionId(),
        event.streamId(),
        address(opened.clientAddress()),
        userAgent(opened.userAgent()),
        event.recordedAt(),
        opened.expiresAt(),
        null);
  }

  /**
   * Drops a value that cannot be stored. If the account were parked instead, its sessions could not
   * be closed.
   */
  private static @Nullable InetAddress address(@Nullable String literal) {
    try {
      return literal == null ? null : InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  private static @Nullable String userAgent(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String storable = text.replace("\0", "");
    return storable.codePointCount(0, storable.length()) <= SessionRow.USER_AGENT_LENGTH
        ? storable
        : storable.substring(0, storable.offsetByCodePoints(0, SessionRow.USER_AGENT_LENGTH));
  }
}
