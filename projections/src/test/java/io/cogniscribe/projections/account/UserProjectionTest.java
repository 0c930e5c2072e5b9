package io.cogniscribe.projections.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the users table after account events. */
@RealServers
final class UserProjectionTest {

  private static final Instant EARLIER = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-01T09:00:00Z");

  private final Backend backend;

  UserProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aRegisteredAccountHasARow() throws SQLException {
    UUID ada = UUID.randomUUID();
    backend.log().account(Events.registered(ada, "ada", "ada@example.com", EARLIER)).commit();

    backend.run(new UserProjection());
    backend.awaitCaughtUp("users");

    assertThat(backend.query("SELECT * FROM users"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row)
              .containsEntry("id", ada)
              .containsEntry("username", "ada")
              .containsEntry("email", "ada@example.com")
              .containsEntry("hashed_password", "{argon2}x")
              .containsEntry("is_active", true)
              .containsEntry("version", 4L)
              .containsEntry("created_at", EARLIER)
              .containsEntry("updated_at", EARLIER);
          assertThat(row.get("roles"))
              .isInstanceOfSatisfying(
                  Array.class, roles -> assertThat(roles).hasToString("{user}"));
        });
  }

  @Test
  void theNewcomerWinsANameInWhicheverOrderThePartitionsAreRead() {
    UUID ada = UUID.randomUUID();
    UUID bob = UUID.randomUUID();
    RecordedEvent<AccountEvent> first = Events.registered(ada, "star", "one@example.com", EARLIER);
    RecordedEvent<AccountEvent> second = Events.registered(bob, "star", "one@example.com", LATER);
    backend.run(new UserProjection());

    for (List<RecordedEvent<AccountEvent>> order :
        List.of(List.of(first, second), List.of(second, first))) {
      backend.execute("DELETE FROM users");
      for (RecordedEvent<AccountEvent> event : order) {
        backend.log().account(event).commit();
        backend.awaitCaughtUp("users");
      }

      assertThat(backend.query("SELECT username, email FROM users WHERE id = ?", bob))
          .containsExactly(Map.of("username", "star", "email", "one@example.com"));
      assertThat(
              backend.query(
                  "SELECT id FROM users WHERE username IS NULL AND email IS NULL AND id = ?", ada))
          .hasSize(1);
    }
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  @Test
  void twoLoopsThatMeetOneNameAtOnceParkNobody() {
    backend.run(new UserProjection());
    backend.run(new UserProjection());

    for (int i = 0; i < 200; i++) {
      backend
          .log()
          .account(Events.registered(UUID.randomUUID(), "star", "one@example.com", LATER))
          .commit();
    }
    backend.awaitCaughtUp("users");

    assertThat(backend.query("SELECT id FROM users")).hasSize(200);
    assertThat(backend.query("SELECT id FROM users WHERE username = 'star'")).hasSize(1);
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  @Test
  void anAccountChangesWithItsEventsAndItsNamesBecomeFree() {
    UUID ada = UUID.randomUUID();
    UUID bob = UUID.randomUUID();
    UUID claim = UUID.randomUUID();
    backend.log().account(Events.registered(ada, "ada", "ada@example.com", EARLIER)).commit();
    backend.run(new UserProjection());
    backend.awaitCaughtUp("users");

    backend
        .log()
        .account(Events.account(ada, 5, LATER, new EmailChanged("new@example.com", claim)))
        .account(Events.account(ada, 6, LATER, new PasswordChanged("{argon2}y")))
        .account(Events.account(ada, 7, LATER, new RolesChanged(List.of("user", "operator"))))
        .account(Events.account(ada, 8, LATER, new AccountDeactivated()))
        .account(Events.registered(bob, "bob", "ada@example.com", LATER))
        .commit();
    backend.awaitCaughtUp("users");

    assertThat(
            backend.query(
                "SELECT email, email_since, username_since, hashed_password, roles::text, is_active,"
                    + " version, created_at, updated_at FROM users WHERE id = ?",
                ada))
        .containsExactly(
            Map.of(
                "email",
                "new@example.com",
                "email_since",
                LATER,
                "username_since",
                EARLIER,
                "hashed_password",
                "{argon2}y",
                "roles",
                "{user,operator}",
                "is_active",
                false,
                "version",
                8L,
                "created_at",
                EARLIER,
                "updated_at",
                LATER));
    assertThat(backend.query("SELECT email FROM users WHERE id = ?", bob))
        .containsExactly(Map.of("email", "ada@example.com"));

    UUID eve = UUID.randomUUID();
    backend
        .log()
        .account(Events.account(ada, 9, LATER, new AccountDeleted()))
        .account(Events.registered(eve, "ada", "new@example.com", EARLIER))
        .commit();
    backend.awaitCaughtUp("users");

    assertThat(backend.query("SELECT id FROM users WHERE username = 'ada'"))
        .containsExactly(Map.of("id", eve));
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  @Test
  void aNameThatIsTooLongParksItsAccountAlone() {
    UUID ada = UUID.randomUUID();
    backend
        .log()
        .account(Events.registered(UUID.randomUUID(), "x".repeat(51), "x@example.com", EARLIER))
        .account(Events.registered(ada, "ada", "ada@example.com", EARLIER))
        .commit();

    backend.run(new UserProjection());
    backend.awaitCaughtUp("users");

    assertThat(backend.query("SELECT id FROM users")).containsExactly(Map.of("id", ada));
    assertThat(backend.query("SELECT error FROM parked_events"))
        .containsExactly(Map.of("error", "username is longer than 50 characters"));
  }
}
