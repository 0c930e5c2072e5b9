package io.cogniscribe.command.account;

import static io.cogniscribe.message.Outcome.Reason.CONFLICT;
import static io.cogniscribe.message.Outcome.Reason.FORBIDDEN;
import static io.cogniscribe.message.Outcome.Reason.NOT_FOUND;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.AccountState.Active;
import io.cogniscribe.command.account.AccountState.EmailChange;
import io.cogniscribe.command.account.AccountState.OpenSession;
import io.cogniscribe.command.engine.Decision;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Decides commands to existing accounts. */
final class Membership {

  /** The most open sessions of an account; another one ends the oldest. */
  static final int MAX_SESSIONS = 50;

  private Membership() {}

  static Decision<AccountEvent, AccountMessage> open(
      Active account, CommandEnvelope<AccountCommand> command, AccountCommand.OpenSession open) {
    if (!account.enabled()) {
      return inactive();
    }
    List<OpenSession> active =
        account.sessions().stream()
            .filter(session -> session.expiresAt().isAfter(command.issuedAt()))
            .toList();
    List<AccountEvent> events = new ArrayList<>();
    active.stream()
        .limit(Math.max(0, active.size() - MAX_SESSIONS + 1))
        .forEach(oldest -> events.add(new AccountEvent.SessionClosed(oldest.id())));
    events.add(
        new AccountEvent.SessionOpened(
            open.sessionId(), open.expiresAt(), command.clientAddress(), command.userAgent()));
    return Decision.accepted(events);
  }

  static Decision<AccountEvent, AccountMessage> close(Active account, UUID session) {
    return account.sessions().stream().anyMatch(open -> open.id().equals(session))
        ? Decision.accepted(List.of(new AccountEvent.SessionClosed(session)))
        : Decision.rejected(NOT_FOUND, "session_not_found", "there is no such open session");
  }

  static Decision<AccountEvent, AccountMessage> closeAll(Active account) {
    return Decision.accepted(
        account.sessions().isEmpty() ? List.of() : List.of(new AccountEvent.SessionsClosed(null)));
  }

  static Decision<AccountEvent, AccountMessage> changePassword(
      Active account, AccountCommand.ChangePassword change) {
    return account.enabled()
        ? Decision.accepted(
            List.of(
                new AccountEvent.PasswordChanged(change.passwordHash()),
                new AccountEvent.SessionsClosed(change.keptSession())))
        : inactive();
  }

  static Decision<AccountEvent, AccountMessage> changeEmail(
      Active account, UUID userId, AccountCommand.ChangeEmail change) {
    if (!account.enabled()) {
      return inactive();
    }
    if (account.emailChange() != null) {
      return Decision.rejected(
          CONFLICT, "email_change_pending", "another change of the e-mail address is in progress");
    }
    if (account.emailClaim().equals(change.emailClaim())) {
      // Another spelling of the current address: the account holds the name already.
      return Decision.accepted(
          List.of(new AccountEvent.EmailChanged(change.email(), change.emailClaim())));
    }
    return new Decision.Accepted<>(
        List.of(new AccountEvent.EmailChangeRequested(change.email(), change.emailClaim())),
        List.of(
            new AccountMessage(
                change.emailClaim(), new AccountCommand.ClaimName(userId, NameKind.EMAIL))),
        new Decision.Later());
  }

  /**
   * Handles the answer of the name: completes the change and releases the old name, or refuses the
   * change.
   */
  static Decision<AccountEvent, AccountMessage> goOn(
      Active account, UUID userId, AccountCommand.AnswerClaim answer) {
    EmailChange change = account.emailChange();
    if (change == null || answer.kind() != NameKind.EMAIL) {
      return Names.silently(List.of(), List.of());
    }
    if (!answer.granted()) {
      return new Decision.Accepted<>(
          List.of(new AccountEvent.EmailChangeRefused()),
          List.of(),
          new Decision.Settled(change.commandId(), Names.taken(NameKind.EMAIL)));
    }
    return new Decision.Accepted<>(
        List.of(new AccountEvent.EmailChanged(change.email(), change.emailClaim())),
        List.of(
            new AccountMessage(
                account.emailClaim(), new AccountCommand.ReleaseName(userId, NameKind.EMAIL))),
        new Decision.Settled(change.commandId(), null));
  }

  static Decision<AccountEvent, AccountMessage> enable(Active account, boolean enabled) {
    if (account.enabled() == enabled) {
      return enabled
          ? Decision.rejected(CONFLICT, "account_is_active", "the account is active")
          : Decision.rejected(CONFLICT, "account_is_inactive", "the account is deactivated");
    }
    if (enabled) {
      return Decision.accepted(List.of(new AccountEvent.AccountReactivated()));
    }
    return Decision.accepted(
        account.sessions().isEmpty()
            ? List.of(new AccountEvent.AccountDeactivated())
            : List.of(
                new AccountEvent.AccountDeactivated(), new AccountEvent.SessionsClosed(null)));
  }

  static Decision<AccountEvent, AccountMessage> delete(Active account, UUID userId) {
    if (account.emailChange() != null) {
      return Decision.rejected(
          CONFLICT, "email_change_pending", "a change of the e-mail address is in progress");
    }
    return new Decision.Accepted<>(
        List.of(new AccountEvent.AccountDeleted()),
        List.of(
            new AccountMessage(
                account.usernameClaim(), new AccountCommand.ReleaseName(userId, NameKind.USERNAME)),
            new AccountMessage(
                account.emailClaim(), new AccountCommand.ReleaseName(userId, NameKind.EMAIL))),
        new Decision.Now());
  }

  static Active evolve(Active account, RecordedEvent<AccountEvent> event) {
    return switch (event.payload()) {
      case AccountEvent.SessionOpened opened ->
          account.withSessions(
              Stream.concat(
                      // Expired sessions are removed, so that the state stays small.
                      account.sessions().stream()
                          .filter(open -> open.expiresAt().isAfter(event.recordedAt())),
                      Stream.of(new OpenSession(opened.sessionId(), opened.expiresAt())))
                  .toList());
      case AccountEvent.SessionClosed(var closed) ->
          account.withSessions(
              account.sessions().stream().filter(open -> !open.id().equals(closed)).toList());
      case AccountEvent.SessionsClosed(var kept) ->
          account.withSessions(
              account.sessions().stream().filter(open -> open.id().equals(kept)).toList());
      case AccountEvent.EmailChangeRequested(var email, var claim) ->
          account.withEmail(
              account.emailClaim(), new EmailChange(event.causationId(), email, claim));
      case AccountEvent.EmailChanged(_, var claim) -> account.withEmail(claim, null);
      case AccountEvent.EmailChangeRefused() -> account.withEmail(account.emailClaim(), null);
      case AccountEvent.AccountDeactivated() -> account.withEnabled(false);
      case AccountEvent.AccountReactivated() -> account.withEnabled(true);
      case AccountEvent.PasswordChanged _, AccountEvent.RolesChanged _ -> account;
      case AccountEvent.RegistrationRequested _,
          AccountEvent.ClaimConfirmed _,
          AccountEvent.UserRegistered _,
          AccountEvent.RegistrationRefused _,
          AccountEvent.AccountDeleted _,
          AccountEvent.ApiKeyIssued _,
          AccountEvent.ApiKeyRevoked _,
          AccountEvent.NameClaimed _,
          AccountEvent.NameReleased _ ->
          throw new IllegalArgumentException("no event of an account that goes on");
    };
  }

  private static Decision<AccountEvent, AccountMessage> inactive() {
    return Decision.rejected(FORBIDDEN, "account_inactive", "The account is deactivated");
  }
}
