package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.engine.Decision;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AccountDeciderTest {

  private static final UUID ADA = new UUID(1, 1);
  private static final UUID NAME = new UUID(8, 1);
  private static final UUID MAIL = new UUID(8, 2);
  private static final UUID OTHER_MAIL = new UUID(8, 3);
  private static final UUID PHONE = new UUID(7, 1);
  private static final UUID LAPTOP = new UUID(7, 2);
  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
  private static final Actor HERSELF = Actor.user(ADA);
  private static final Actor STRANGER = Actor.user(new UUID(3, 3));
  private static final Actor OPERATOR = new Actor(ActorKind.OPERATOR, "operator-1");

  private final AccountDecider decider = new AccountDecider();

  @Test
  void aSessionIsOpenedAndEnded() {
    AccountState in = after(member(), HERSELF, open(PHONE));

    assertThat(sessions(in)).containsExactly(PHONE);
    assertThat(sessions(after(in, HERSELF, new AccountCommand.CloseSession(PHONE)))).isEmpty();
    assertThat(rejected(in, HERSELF, new AccountCommand.CloseSession(LAPTOP)).code())
        .isEqualTo("session_not_found");
  }

  @Test
  void loggingOutEverywhereEndsAllSessionsAndMayBeRepeated() {
    AccountState in = after(after(member(), HERSELF, open(PHONE)), HERSELF, open(LAPTOP));

    AccountState out = after(in, HERSELF, new AccountCommand.CloseSessions());

    assertThat(sessions(out)).isEmpty();
    assertThat(accepted(out, HERSELF, new AccountCommand.CloseSessions()).events()).isEmpty();
  }

  @Test
  void tooManySessionsEndTheOldest() {
    AccountState state = member();
    List<UUID> opened =
        IntStream.rangeClosed(0, Membership.MAX_SESSIONS).mapToObj(i -> new UUID(9, i)).toList();
    for (UUID session : opened) {
      state = after(state, HERSELF, open(session));
    }

    assertThat(sessions(state)).isEqualTo(opened.subList(1, opened.size()));
  }

  @Test
  void expiredSessionsDoNotCount() {
    AccountState old =
        after(member(), HERSELF, new AccountCommand.OpenSession(PHONE, NOW.minusSeconds(1)));

    assertThat(sessions(after(old, HERSELF, open(LAPTOP)))).containsExactly(LAPTOP);
  }

  @Test
  void anotherPasswordEndsTheOtherSessions() {
    AccountState in = after(after(member(), HERSELF, open(PHONE)), HERSELF, open(LAPTOP));

    AccountState changed = after(in, HERSELF, new AccountCommand.ChangePassword("hash", LAPTOP));

    assertThat(sessions(changed)).containsExactly(LAPTOP);
  }

  @Test
  void whoIsDeactivatedIsOutUntilHeIsReactivated() {
    AccountState in = after(member(), HERSELF, open(PHONE));

    AccountState out = after(in, OPERATOR, new AccountCommand.Deactivate());

    assertThat(sessions(out)).isEmpty();
    assertThat(decider.status(out)).isEqualTo("inactive");
    assertThat(rejected(out, HERSELF, open(LAPTOP)).code()).isEqualTo("account_inactive");
    assertThat(rejected(out, OPERATOR, new AccountCommand.Deactivate()).code())
        .isEqualTo("account_is_inactive");
    AccountState back = after(out, OPERATOR, new AccountCommand.Reactivate());
    assertThat(sessions(after(back, HERSELF, open(LAPTOP)))).containsExactly(LAPTOP);
  }

  @Test
  void anotherEmailAddressIsClaimedBeforeTheOldOneIsGivenBack() {
    Decision.Accepted<AccountEvent, AccountMessage> asked =
        accepted(member(), HERSELF, new AccountCommand.ChangeEmail("ada@example.net", OTHER_MAIL));
    assertThat(asked.messages())
        .containsExactly(
            new AccountMessage(OTHER_MAIL, new AccountCommand.ClaimName(ADA, NameKind.EMAIL)));
    assertThat(asked.reply()).isInstanceOf(Decision.Later.class);

    Decision.Accepted<AccountEvent, AccountMessage> granted =
        accepted(
            evolved(member(), asked),
            HERSELF,
            new AccountCommand.AnswerClaim(NameKind.EMAIL, true));
    assertThat(granted.events())
        .containsExactly(new AccountEvent.EmailChanged("ada@example.net", OTHER_MAIL));
    assertThat(granted.messages())
        .containsExactly(
            new AccountMessage(MAIL, new AccountCommand.ReleaseName(ADA, NameKind.EMAIL)));
  }

  @Test
  void aTakenEmailAddressLeavesTheOldOne() {
    AccountState asking =
        after(member(), HERSELF, new AccountCommand.ChangeEmail("ada@example.net", OTHER_MAIL));

    Decision.Accepted<AccountEvent, AccountMessage> refused =
        accepted(asking, HERSELF, new AccountCommand.AnswerClaim(NameKind.EMAIL, false));

    assertThat(refused.messages()).isEmpty();
    assertThat(refused.reply())
        .isInstanceOfSatisfying(
            Decision.Settled.class,
            settled ->
                assertThat(settled.rejection()).hasFieldOrPropertyWithValue("code", "email_taken"));
    assertThat(evolved(asking, refused)).isEqualTo(member());
  }

  @Test
  void whileOneEmailAddressIsClaimedNothingElseHappensToIt() {
    AccountState asking =
        after(member(), HERSELF, new AccountCommand.ChangeEmail("ada@example.net", OTHER_MAIL));

    assertThat(
            rejected(asking, HERSELF, new AccountCommand.ChangeEmail("a@b.org", new UUID(8, 9)))
                .code())
        .isEqualTo("email_change_pending");
    assertThat(rejected(asking, HERSELF, new AccountCommand.DeleteAccount()).code())
        .isEqualTo("email_change_pending");
  }

  @Test
  void aDeletedAccountGivesItsNamesBackAndIsGone() {
    Decision.Accepted<AccountEvent, AccountMessage> deleted =
        accepted(member(), HERSELF, new AccountCommand.DeleteAccount());

    assertThat(deleted.messages())
        .extracting(AccountMessage::aggregateId)
        .containsExactly(NAME, MAIL);
    AccountState gone = evolved(member(), deleted);
    assertThat(rejected(gone, HERSELF, open(PHONE)).code()).isEqualTo("account_not_found");
    assertThat(rejected(gone, OPERATOR, new AccountCommand.Reactivate()).code())
        .isEqualTo("account_not_found");
  }

  static Stream<AccountCommand> forHerselfOrOperators() {
    return Stream.of(
        new AccountCommand.CloseSession(PHONE),
        new AccountCommand.CloseSessions(),
        new AccountCommand.ChangePassword("hash", null),
        new AccountCommand.ChangeEmail("a@b.org", OTHER_MAIL),
        new AccountCommand.DeleteAccount());
  }

  @ParameterizedTest
  @MethodSource("forHerselfOrOperators")
  void nobodyElseTouchesAnAccount(AccountCommand command) {
    AccountState in = after(member(), HERSELF, open(PHONE));

    assertThat(rejected(in, STRANGER, command).code()).isEqualTo("forbidden");
    assertThat(decide(in, HERSELF, command)).isInstanceOf(Decision.Accepted.class);
    assertThat(decide(in, OPERATOR, command)).isInstanceOf(Decision.Accepted.class);
  }

  @ParameterizedTest
  @MethodSource("forHerselfOrOperators")
  void whoeverHasAnAccountLooksAfterIt(AccountCommand command) {
    AccountState in = after(member(), HERSELF, open(PHONE));

    for (ActorKind role : List.of(ActorKind.WORKER, ActorKind.PRODUCER)) {
      assertThat(decide(in, new Actor(role, ADA.toString()), command))
          .isInstanceOf(Decision.Accepted.class);
      assertThat(rejected(in, new Actor(role, new UUID(3, 3).toString()), command).code())
          .isEqualTo("forbidden");
    }
  }

  static Stream<AccountCommand> forOperators() {
    return Stream.of(
        new AccountCommand.Deactivate(),
        new AccountCommand.ChangeRoles(List.of("operator")),
        new AccountCommand.IssueApiKey("whisper", "worker", "hash", null));
  }

  @ParameterizedTest
  @MethodSource("forOperators")
  void nobodyRaisesHimself(AccountCommand command) {
    assertThat(rejected(member(), HERSELF, command).code()).isEqualTo("forbidden");
  }

  @Test
  void rolesAreOfTheKnownOnes() {
    assertThat(
            accepted(member(), OPERATOR, new AccountCommand.ChangeRoles(List.of("worker", "user")))
                .events())
        .containsExactly(new AccountEvent.RolesChanged(List.of("user", "worker")));
    assertThat(rejected(member(), OPERATOR, new AccountCommand.ChangeRoles(List.of("god"))).code())
        .isEqualTo("validation_failed");
    assertThat(rejected(member(), OPERATOR, new AccountCommand.ChangeRoles(List.of())).code())
        .isEqualTo("validation_failed");
  }

  @Test
  void aProgramsKeyIsRevokedOnceAndOnlyWorkersAndProducersHaveOne() {
    AccountState none = decider.initial();
    AccountState key =
        after(none, OPERATOR, new AccountCommand.IssueApiKey("whisper", "worker", "hash", null));
    AccountState revoked = after(key, OPERATOR, new AccountCommand.RevokeApiKey());

    assertThat(decider.status(revoked)).isEqualTo("revoked");
    assertThat(rejected(revoked, OPERATOR, new AccountCommand.RevokeApiKey()).code())
        .isEqualTo("api_key_not_found");
    assertThat(
            rejected(
                    none,
                    OPERATOR,
                    new AccountCommand.IssueApiKey("root", "operator", "hash", null))
                .code())
        .isEqualTo("validation_failed");
  }

  private AccountState member() {
    return decider.evolve(
        decider.initial(),
        recorded(
            new AccountEvent.UserRegistered(
                "ada", "ada@example.org", "hash", NAME, MAIL, List.of("user"))));
  }

  private static AccountCommand open(UUID session) {
    return new AccountCommand.OpenSession(session, TOMORROW);
  }

  private static List<UUID> sessions(AccountState state) {
    return ((AccountState.Active) state).sessions().stream().map(s -> s.id()).toList();
  }

  private Decision<AccountEvent, AccountMessage> decide(
      AccountState state, Actor actor, AccountCommand command) {
    return decider.decide(
        state,
        new CommandEnvelope<>(
            new UUID(5, 5), ADA, actor, NOW, null, null, new UUID(6, 6), null, null, command));
  }

  private Decision.Accepted<AccountEvent, AccountMessage> accepted(
      AccountState state, Actor actor, AccountCommand command) {
    Decision<AccountEvent, AccountMessage> decision = decide(state, actor, command);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    return (Decision.Accepted<AccountEvent, AccountMessage>) decision;
  }

  private Outcome.Rejected rejected(AccountState state, Actor actor, AccountCommand command) {
    Decision<AccountEvent, AccountMessage> decision = decide(state, actor, command);
    assertThat(decision).isInstanceOf(Decision.Rejected.class);
    return ((Decision.Rejected<AccountEvent, AccountMessage>) decision).reason();
  }

  private AccountState after(AccountState state, Actor actor, AccountCommand command) {
    return evolved(state, accepted(state, actor, command));
  }

  private AccountState evolved(
      AccountState state, Decision.Accepted<AccountEvent, AccountMessage> decision) {
    AccountState after = state;
    for (AccountEvent event : decision.events()) {
      after = decider.evolve(after, recorded(event));
    }
    return after;
  }

  private static RecordedEvent<AccountEvent> recorded(AccountEvent event) {
    return new RecordedEvent<>(
        new UUID(4, 4),
        ADA,
        1,
        NOW,
        NOW,
        HERSELF,
        new UUID(6, 6),
        new UUID(5, 5),
        new CommandPosition("auth.commands", 0, 0),
        event);
  }
}
