package io.cogniscribe.projections.account;

import static io.cogniscribe.projections.kit.Events.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import io.cogniscribe.account.NameKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.kit.Events;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Tests the rows that account events make, and the account that keeps a name. */
final class UserFoldTest {

  private static final UUID ADA = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  private static final UUID BOB = UUID.fromString("019a0000-0000-7000-8000-000000000002");
  private static final Instant EARLIER = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant BETWEEN = Instant.parse("2026-11-01T08:30:00Z");
  private static final Instant LATER = Instant.parse("2026-11-01T09:00:00Z");
  private static final Instant LATEST = Instant.parse("2026-11-01T10:00:00Z");
  private static final UUID CLAIM = UUID.randomUUID();
  private static final UserRow ADAS_ROW =
      new UserRow(
          ADA,
          "ada",
          EARLIER,
          "ada@example.com",
          EARLIER,
          "{argon2}x",
          List.of("user"),
          true,
          4,
          EARLIER,
          EARLIER);

  @Test
  void anAccountHasARowFromItsRegistrationOn() {
    assertThat(
            fold(List.of(), List.of(registered(ADA, "ada", "ada@example.com", EARLIER))).written())
        .containsExactly(
            new UserRow(
                ADA,
                "ada",
                EARLIER,
                "ada@example.com",
                EARLIER,
                "{argon2}x",
                List.of("user"),
                true,
                4,
                EARLIER,
                EARLIER));
  }

  @Test
  void whatIsNotAboutTheRowMakesAndChangesNone() {
    UUID id = UUID.randomUUID();
    List<AccountEvent> others =
        List.of(
            new RegistrationRequested("ada", "ada@example.com", "x", id, id),
            new ClaimConfirmed(NameKind.USERNAME),
            new RegistrationRefused(NameKind.EMAIL),
            new SessionOpened(id, LATER, null, null),
            new SessionClosed(id),
            new SessionsClosed(null),
            new EmailChangeRequested("star@example.com", id),
            new EmailChangeRefused(),
            new ApiKeyIssued("whisper", "worker", "x", null),
            new ApiKeyRevoked(),
            new NameClaimed(ADA, NameKind.USERNAME),
            new NameReleased(ADA, NameKind.USERNAME));

    for (AccountEvent event : others) {
      for (List<UserRow> stored : List.of(List.<UserRow>of(), List.of(ADAS_ROW))) {
        UserChanges changes = fold(stored, List.of(Events.account(ADA, 9, LATER, event)));
        assertThat(changes).isEqualTo(new UserChanges(List.of(), List.of(), List.of()));
      }
    }
  }

  @Test
  void severalEventsOfOneAccountAreOneNewRow() {
    UserChanges changes =
        fold(
            List.of(ADAS_ROW),
            List.of(
                Events.account(ADA, 5, LATER, new EmailChanged("new@example.com", CLAIM)),
                Events.account(ADA, 6, LATER, new PasswordChanged("{argon2}y")),
                Events.account(ADA, 7, LATER, new RolesChanged(List.of("user", "operator"))),
                Events.account(ADA, 8, LATER, new AccountDeactivated())));

    assertThat(changes.removed()).containsExactly(ADA);
    assertThat(changes.written())
        .containsExactly(
            new UserRow(
                ADA,
                "ada",
                EARLIER,
                "new@example.com",
                LATER,
                "{argon2}y",
                List.of("user", "operator"),
                false,
                8,
                EARLIER,
                LATER));
  }

  @Test
  void aDeactivatedAccountCanBecomeActiveAgain() {
    UserChanges changes =
        fold(
            List.of(ADAS_ROW),
            List.of(
                Events.account(ADA, 5, LATER, new AccountDeactivated()),
                Events.account(ADA, 6, LATER, new AccountReactivated())));

    assertThat(changes.written())
        .extracting(UserRow::isActive, UserRow::version)
        .containsExactly(tuple(true, 6L));
  }

  @Test
  void aDeletedAccountHasNoRowAndItsNamesAreFree() {
    UserChanges changes =
        fold(
            List.of(ADAS_ROW),
            List.of(
                Events.account(ADA, 5, LATER, new AccountDeleted()),
                registered(BOB, "ada", "ada@example.com", EARLIER)));

    assertThat(changes.removed()).containsExactly(ADA);
    assertThat(changes.written())
        .extracting(UserRow::id, UserRow::username, UserRow::email)
        .containsExactly(tuple(BOB, "ada", "ada@example.com"));
  }

  @Test
  void nothingCanHappenToAnAccountThatDoesNotExistOrHasEnded() {
    List<AccountEvent> all =
        List.of(
            new EmailChanged("new@example.com", CLAIM),
            new PasswordChanged("{argon2}y"),
            new RolesChanged(List.of("user")),
            new AccountDeactivated(),
            new AccountReactivated(),
            new AccountDeleted());

    for (AccountEvent event : all) {
      assertThat(fold(List.of(), List.of(Events.account(ADA, 5, LATER, event))).refusals())
          .extracting(Refusal::reason)
          .containsExactly("it concerns an account that does not exist");
      assertThat(
              fold(
                      List.of(ADAS_ROW),
                      List.of(
                          Events.account(ADA, 5, LATER, new AccountDeleted()),
                          Events.account(ADA, 6, LATER, event)))
                  .refusals())
          .hasSize(1);
    }
  }

  @Test
  void whatFollowsARefusedEventOfAnAccountIsNotApplied() {
    UserChanges changes =
        fold(
            List.of(),
            List.of(
                Events.account(ADA, 3, EARLIER, new AccountDeactivated()),
                registered(ADA, "ada", "ada@example.com", LATER)));

    assertThat(changes.written()).isEmpty();
    assertThat(changes.refusals()).hasSize(1);
  }

  @Test
  void aStoredAccountLosesTheNameThatANewcomerHasTaken() {
    UserChanges changes =
        fold(List.of(ADAS_ROW), List.of(registered(BOB, "ada", "bob@example.com", LATER)));

    assertThat(changes.written())
        .extracting(UserRow::id, UserRow::username, UserRow::email, UserRow::version)
        .containsExactlyInAnyOrder(
            tuple(ADA, null, "ada@example.com", 4L), tuple(BOB, "ada", "bob@example.com", 4L));
  }

  @Test
  void anAccountThatArrivesLateDoesNotTakeANameBackFromANewcomer() {
    UserRow bob =
        UserRow.registered(
            registered(BOB, "star", "bob@example.com", LATER),
            new UserRegistered("star", "bob@example.com", "x", CLAIM, CLAIM, List.of("user")));

    UserChanges changes =
        fold(List.of(bob), List.of(registered(ADA, "star", "ada@example.com", EARLIER)));

    assertThat(changes.removed()).isEmpty();
    assertThat(changes.written())
        .extracting(UserRow::id, UserRow::username, UserRow::email)
        .containsExactly(tuple(ADA, null, "ada@example.com"));
  }

  @Test
  void anAddressIsHeldFromItsChangeOnAndNotFromTheRegistration() {
    UserRow bob =
        UserRow.registered(
            registered(BOB, "bob", "star@example.com", LATER),
            new UserRegistered("bob", "star@example.com", "x", CLAIM, CLAIM, List.of("user")));
    EmailChanged toStar = new EmailChanged("star@example.com", CLAIM);

    assertThat(
            fold(List.of(ADAS_ROW, bob), List.of(Events.account(ADA, 5, LATEST, toStar))).written())
        .extracting(UserRow::id, UserRow::email)
        .containsExactlyInAnyOrder(tuple(ADA, "star@example.com"), tuple(BOB, null));
    assertThat(
            fold(List.of(ADAS_ROW, bob), List.of(Events.account(ADA, 5, BETWEEN, toStar)))
                .written())
        .extracting(UserRow::id, UserRow::email)
        .containsExactly(tuple(ADA, null));
  }

  @Test
  void twoAccountsMaySwapAddressesWithinABatch() {
    UserRow bob =
        UserRow.registered(
            registered(BOB, "bob", "bob@example.com", EARLIER),
            new UserRegistered("bob", "bob@example.com", "x", CLAIM, CLAIM, List.of("user")));

    UserChanges changes =
        fold(
            List.of(ADAS_ROW, bob),
            List.of(
                Events.account(ADA, 5, LATER, new EmailChanged("bob@example.com", CLAIM)),
                Events.account(BOB, 5, LATER, new EmailChanged("ada@example.com", CLAIM))));

    assertThat(changes.written())
        .extracting(UserRow::id, UserRow::email)
        .containsExactlyInAnyOrder(tuple(ADA, "bob@example.com"), tuple(BOB, "ada@example.com"));
  }

  @Test
  void withinABatchTheNewcomerKeepsTheNameInEitherOrder() {
    RecordedEvent<AccountEvent> ada = registered(ADA, "a", "one@example.com", EARLIER);
    RecordedEvent<AccountEvent> bob = registered(BOB, "b", "one@example.com", LATER);

    for (List<RecordedEvent<AccountEvent>> order : List.of(List.of(ada, bob), List.of(bob, ada))) {
      assertThat(fold(List.of(), order).written())
          .filteredOn(row -> row.email() != null)
          .extracting(UserRow::id)
          .containsExactly(BOB);
    }
  }

  @Test
  void aSecondRegistrationOfAnAccountIsRefused() {
    RecordedEvent<AccountEvent> again = registered(ADA, "eve", "eve@example.com", LATER);

    assertThat(fold(List.of(ADAS_ROW), List.of(again)).refusals())
        .extracting(Refusal::reason)
        .containsExactly("it is registered a second time");
    assertThat(fold(List.of(), List.of(again, again)).refusals()).hasSize(1);
  }

  private static UserChanges fold(List<UserRow> stored, List<RecordedEvent<AccountEvent>> events) {
    Coordinates at = new Coordinates(new TopicPartition("auth.events", 0), 0);
    return UserFold.fold(
        stored, events.stream().map(event -> new Event<>(at, "key", -1, event)).toList());
  }
}
