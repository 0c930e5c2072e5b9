package io.cogniscribe.projector.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.ClaimConfirmed;
import io.cogniscribe.account.AccountEvent.NameClaimed;
import io.cogniscribe.account.AccountEvent.NameReleased;
import io.cogniscribe.account.AccountEvent.RegistrationRefused;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projector.engine.Coordinates;
import io.cogniscribe.projector.engine.Decoded.Event;
import io.cogniscribe.projector.engine.Refusal;
import io.cogniscribe.projector.kit.Events;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Which rows account events make, and who keeps a name. */
final class UserFoldTest {

  private static final UUID ADA = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  private static final UUID BOB = UUID.fromString("019a0000-0000-7000-8000-000000000002");
  private static final Instant EARLIER = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-01T09:00:00Z");

  @Test
  void an_account_has_a_row_from_its_registration_on() {
    UserChanges changes =
        fold(List.of(), List.of(Events.registered(ADA, "ada", "ada@example.com", EARLIER)));

    assertThat(changes.registered())
        .containsExactly(
            new UserRow(
                ADA,
                "ada",
                "ada@example.com",
                "{argon2}x",
                List.of("user"),
                true,
                4,
                EARLIER,
                EARLIER));
  }

  @Test
  void what_comes_before_the_registration_makes_no_row() {
    UUID claim = UUID.randomUUID();
    List<AccountEvent> others =
        List.of(
            new RegistrationRequested("ada", "ada@example.com", "x", claim, claim),
            new ClaimConfirmed(NameKind.USERNAME),
            new RegistrationRefused(NameKind.EMAIL),
            new NameClaimed(ADA, NameKind.USERNAME),
            new NameReleased(ADA, NameKind.USERNAME));

    for (AccountEvent event : others) {
      assertThat(UserFold.row(Events.account(ADA, 1, EARLIER, event))).isEmpty();
    }
  }

  @Test
  void a_stored_account_loses_the_name_that_a_newcomer_has_taken() {
    NameHolder ada = new NameHolder(ADA, "star", "ada@example.com", EARLIER);

    UserChanges changes =
        fold(List.of(ada), List.of(Events.registered(BOB, "star", "bob@example.com", LATER)));

    assertThat(changes.withoutUsername()).containsExactly(ADA);
    assertThat(changes.withoutEmail()).isEmpty();
    assertThat(changes.registered()).extracting(UserRow::username).containsExactly("star");
  }

  @Test
  void an_account_that_arrives_late_does_not_take_a_name_back_from_a_newcomer() {
    NameHolder bob = new NameHolder(BOB, "star", "bob@example.com", LATER);

    UserChanges changes =
        fold(List.of(bob), List.of(Events.registered(ADA, "star", "ada@example.com", EARLIER)));

    assertThat(changes.withoutUsername()).isEmpty();
    assertThat(changes.registered())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.username()).isNull();
          assertThat(row.email()).isEqualTo("ada@example.com");
        });
  }

  @Test
  void within_a_batch_the_newcomer_keeps_the_name_in_either_order() {
    RecordedEvent<AccountEvent> ada = Events.registered(ADA, "a", "one@example.com", EARLIER);
    RecordedEvent<AccountEvent> bob = Events.registered(BOB, "b", "one@example.com", LATER);

    for (List<RecordedEvent<AccountEvent>> order : List.of(List.of(ada, bob), List.of(bob, ada))) {
      UserChanges changes = fold(List.of(), order);
      assertThat(changes.registered())
          .filteredOn(row -> row.email() != null)
          .extracting(UserRow::id)
          .containsExactly(BOB);
    }
  }

  @Test
  void a_second_registration_of_an_account_is_refused() {
    NameHolder stored = new NameHolder(ADA, "ada", "ada@example.com", EARLIER);
    RecordedEvent<AccountEvent> again = Events.registered(ADA, "eve", "eve@example.com", LATER);

    assertThat(fold(List.of(stored), List.of(again)).refusals())
        .extracting(Refusal::reason)
        .containsExactly("it is registered a second time");
    assertThat(fold(List.of(), List.of(again, again)).refusals()).hasSize(1);
  }

  private static UserChanges fold(
      List<NameHolder> stored, List<RecordedEvent<AccountEvent>> events) {
    Coordinates at = new Coordinates(new TopicPartition("auth.events", 0), 0);
    return UserFold.fold(
        stored, events.stream().map(event -> new Event<>(at, "key", -1, event)).toList());
  }
}
