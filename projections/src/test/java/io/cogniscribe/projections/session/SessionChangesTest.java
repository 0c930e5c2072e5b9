package io.cogniscribe.projections.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.session.SessionKeyChanges.Step;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests the changes of sessions by a batch of account events. */
final class SessionChangesTest {

  private static final UUID ADA = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID PHONE = UUID.randomUUID();
  private static final UUID LAPTOP = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATER = AT.plus(Duration.ofHours(1));
  private static final Instant EXPIRY = AT.plus(Duration.ofHours(24));

  @Test
  void aSessionIsOpenUntilItIsClosed() {
    assertThat(fold(opened(ADA, PHONE)).opened())
        .containsExactly(
            new SessionRow(
                PHONE, ADA, InetAddress.ofLiteral("192.0.2.1"), "browser", AT, EXPIRY, null));
    assertThat(fold(opened(ADA, PHONE), event(ADA, LATER, new SessionClosed(PHONE))).opened())
        .extracting(SessionRow::closedAt)
        .containsExactly(LATER);
  }

  @Test
  void closingAllSparesWhatIsKeptWhatIsAnothersAndWhatIsOpenedLater() {
    UUID bobs = UUID.randomUUID();
    UUID tablet = UUID.randomUUID();

    SessionChanges changes =
        fold(
            opened(ADA, PHONE),
            opened(ADA, LAPTOP),
            opened(BOB, bobs),
            event(ADA, LATER, new SessionsClosed(LAPTOP)),
            opened(ADA, tablet));

    assertThat(changes.opened())
        .filteredOn(row -> row.closedAt() != null)
        .extracting(SessionRow::id)
        .containsExactly(PHONE);
    assertThat(changes.closings()).containsExactly(new Closing(ADA, null, LAPTOP, LATER));
  }

  @Test
  void anAccountThatIsDeactivatedOrDeletedHasNoOpenSession() {
    for (AccountEvent end : List.of(new AccountDeactivated(), new AccountDeleted())) {
      assertThat(fold(opened(ADA, PHONE), event(ADA, LATER, end)).opened())
          .extracting(SessionRow::closedAt)
          .containsExactly(LATER);
    }
    assertThat(fold(opened(ADA, PHONE), event(ADA, LATER, new PasswordChanged("x"))).opened())
        .extracting(SessionRow::closedAt)
        .containsOnlyNulls();
  }

  @Test
  void aSessionEndsOnce() {
    SessionChanges changes =
        fold(
            opened(ADA, PHONE),
            event(ADA, LATER, new SessionClosed(PHONE)),
            event(ADA, LATER.plusSeconds(1), new SessionsClosed(null)));

    assertThat(changes.opened()).extracting(SessionRow::closedAt).containsExactly(LATER);
  }

  @Test
  void whatHasExpiredIsNotClosedAnyMore() {
    assertThat(fold(opened(ADA, PHONE), event(ADA, EXPIRY, new SessionsClosed(null))).opened())
        .extracting(SessionRow::closedAt)
        .containsOnlyNulls();
  }

  @Test
  void anAddressOrAnAgentThatCannotBeStoredDoesNotParkTheAccount() {
    SessionOpened odd = new SessionOpened(PHONE, EXPIRY, "unknown", "\0" + "😀".repeat(600));

    assertThat(fold(event(ADA, AT, odd)).opened())
        .extracting(SessionRow::clientAddress, SessionRow::userAgent)
        .containsExactly(tuple(null, "😀".repeat(500)));
  }

  @Test
  void redisIsExplainedStepByStep() {
    SessionKeyChanges changes =
        SessionKeyChanges.of(
            facts(
                Events.registered(ADA, "ada", "ada@example.com", AT),
                opened(ADA, PHONE),
                event(ADA, AT, new SessionClosed(PHONE)),
                event(ADA, AT, new RolesChanged(List.of("user", "operator"))),
                event(ADA, AT, new AccountDeleted())),
            AT);

    String ada = ADA.toString();
    String phone = PHONE.toString();
    assertThat(changes.steps())
        .containsExactly(
            new Step("give_roles", ada, null, null, "user"),
            new Step("open", ada, phone, EXPIRY.toEpochMilli(), null),
            new Step("close", ada, phone, null, null),
            new Step("give_roles", ada, null, null, "user,operator"),
            new Step("close_all", ada, null, null, null),
            new Step("give_roles", ada, null, null, ""));
  }

  @Test
  void aSessionThatHasExpiredIsNotOpenedInRedis() {
    assertThat(SessionKeyChanges.of(facts(opened(ADA, PHONE)), EXPIRY).steps()).isEmpty();
  }

  private static RecordedEvent<AccountEvent> opened(UUID user, UUID session) {
    return event(user, AT, new SessionOpened(session, EXPIRY, "192.0.2.1", "browser"));
  }

  private static RecordedEvent<AccountEvent> event(UUID user, Instant at, AccountEvent event) {
    return Events.account(user, 9, at, event);
  }

  @SafeVarargs
  private static SessionChanges fold(RecordedEvent<AccountEvent>... events) {
    return SessionChanges.of(facts(events));
  }

  @SafeVarargs
  private static List<SessionFact> facts(RecordedEvent<AccountEvent>... events) {
    List<SessionFact> facts = new ArrayList<>();
    for (RecordedEvent<AccountEvent> event : events) {
      facts.addAll(SessionFact.of(event));
    }
    return facts;
  }
}
