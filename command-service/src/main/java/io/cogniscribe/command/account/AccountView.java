package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.account.CredentialView.IssuedKey;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * A fold of the account events over maps: all accounts, their open sessions and the API keys, about
 * 1 KB each. One thread writes; any number of threads read.
 */
final class AccountView {

  private record Member(Credential credential, Map<UUID, Instant> sessions) {}

  private final Map<UUID, Member> members = new ConcurrentHashMap<>();
  private final Map<UUID, UUID> byUsernameClaim = new ConcurrentHashMap<>();
  private final Map<UUID, UUID> bySession = new ConcurrentHashMap<>();
  private final Map<UUID, IssuedKey> keys = new ConcurrentHashMap<>();

  Optional<Credential> byUsername(UUID claim) {
    return Optional.ofNullable(byUsernameClaim.get(claim)).flatMap(this::byId);
  }

  Optional<Credential> byId(UUID userId) {
    return Optional.ofNullable(members.get(userId)).map(Member::credential);
  }

  Optional<Credential> bySession(UUID sessionId, Instant now) {
    return Optional.ofNullable(bySession.get(sessionId))
        .map(members::get)
        .filter(member -> {
          Instant end = member.sessions().get(sessionId);
          return end != null && end.isAfter(now) && member.credential().enabled();
        })
        .map(Member::credential);
  }

  /** Returns the key with that id, valid or not. */
  Optional<IssuedKey> key(UUID keyId) {
    return Optional.ofNullable(keys.get(keyId));
  }

  void apply(RecordedEvent<AccountEvent> event) {
    UUID userId = event.streamId();
    switch (event.payload()) {
      case AccountEvent.UserRegistered user -> register(userId, user);
      case AccountEvent.SessionOpened opened -> open(userId, opened, event.recordedAt());
      case AccountEvent.SessionClosed(var closed) -> retain(userId, (id, _) -> !id.equals(closed));
      case AccountEvent.SessionsClosed(var kept) ->
          retain(userId, (id, _) -> Objects.equals(id, kept));
      case AccountEvent.PasswordChanged(var hash) ->
          change(userId, c -> with(c, c.email(), hash, c.roles(), c.enabled()));
      case AccountEvent.EmailChanged(var email, _) ->
          change(userId, c -> with(c, email, c.passwordHash(), c.roles(), c.enabled()));
      case AccountEvent.RolesChanged(var roles) ->
          change(userId, c -> with(c, c.email(), c.passwordHash(), roles, c.enabled()));
      case AccountEvent.AccountDeactivated() -> enable(userId, false);
      case AccountEvent.AccountReactivated() -> enable(userId, true);
      case AccountEvent.AccountDeleted() -> delete(userId);
      case AccountEvent.ApiKeyIssued(var label, var role, var secretHash, var expiresAt) ->
          keys.put(userId, new IssuedKey(label, role, secretHash, expiresAt, false));
      // A revoked key stays in the view, so that a request with it does not wait for the end of the
      // log.
      case AccountEvent.ApiKeyRevoked() ->
          keys.computeIfPresent(userId, (_, key) -> key.withoutWorth());
      case AccountEvent.RegistrationRequested _,
          AccountEvent.ClaimConfirmed _,
          AccountEvent.RegistrationRefused _,
          AccountEvent.EmailChangeRequested _,
          AccountEvent.EmailChangeRefused _,
          AccountEvent.NameClaimed _,
          AccountEvent.NameReleased _ -> {}
    }
  }

  private void register(UUID userId, AccountEvent.UserRegistered user) {
    Credential credential =
        new Credential(
            userId,
            user.usernameClaim(),
            user.username(),
            user.email(),
            user.passwordHash(),
            user.roles(),
            true);
    members.put(userId, new Member(credential, Map.of()));
    byUsernameClaim.put(user.usernameClaim(), userId);
  }

  private void open(UUID userId, AccountEvent.SessionOpened opened, Instant now) {
    // No event closes an expired session, so it is removed when its owner opens another one.
    retain(userId, (_, end) -> end.isAfter(now));
    members.computeIfPresent(
        userId,
        (_, member) -> {
          Map<UUID, Instant> sessions = new HashMap<>(member.sessions());
          sessions.put(opened.sessionId(), opened.expiresAt());
          return new Member(member.credential(), Map.copyOf(sessions));
        });
    bySession.put(opened.sessionId(), userId);
  }

  /** Drops the sessions of an account whose id and end {@code kept} does not accept. */
  private void retain(UUID userId, BiPredicate<UUID, Instant> kept) {
    members.computeIfPresent(
        userId,
        (_, member) -> {
          Map<UUID, Instant> sessions = new HashMap<>(member.sessions());
          sessions
              .entrySet()
              .removeIf(session -> {
                boolean ended = !kept.test(session.getKey(), session.getValue());
                if (ended) {
                  bySession.remove(session.getKey());
                }
                return ended;
              });
          return new Member(member.credential(), Map.copyOf(sessions));
        });
  }

  private void enable(UUID userId, boolean enabled) {
    change(userId, c -> with(c, c.email(), c.passwordHash(), c.roles(), enabled));
  }

  private void delete(UUID userId) {
    retain(userId, (_, _) -> false);
    Member member = members.remove(userId);
    if (member != null) {
      // Another account may already have taken the name, because partitions have no mutual order.
      byUsernameClaim.remove(member.credential().usernameClaim(), userId);
    }
  }

  private void change(UUID userId, UnaryOperator<Credential> change) {
    members.computeIfPresent(
        userId, (_, member) -> new Member(change.apply(member.credential()), member.sessions()));
  }

  private static Credential with(
      Credential c, String email, String passwordHash, List<String> roles, boolean enabled) {
    return new Credential(
        c.userId(), c.usernameClaim(), c.username(), email, passwordHash, roles, enabled);
  }
}
