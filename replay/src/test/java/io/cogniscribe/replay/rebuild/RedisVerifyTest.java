package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** A verification uses a database of its own and leaves the others unchanged. */
@RealServers
final class RedisVerifyTest {

  private final RedisFixture fixture;
  private final RedisClient shadow;

  RedisVerifyTest(TestServers servers) {
    fixture = RedisFixture.on(servers);
    RedisAddress address = fixture.address().forVerification();
    shadow =
        RedisConnections.open(
            new RedisAddress(
                address.host(), address.port(), null, null, address.database(), false));
  }

  @AfterEach
  void stop() {
    shadow.close();
    fixture.close();
  }

  @Test
  void keepsThePreviousGenerationAndDropsItsOwn() throws SQLException {
    RandomHistory history = RandomHistory.of(51, 500, RedisFixture.recently());
    history.reports().forEach(fixture.backend().log()::progress);
    fixture.write(history, 0, history.events().size());
    fixture.run();
    fixture.model().rebuild(false, _ -> true);
    Set<String> previous = fixture.other().keys("*");

    Comparison comparison = fixture.model().verify().comparison();

    assertThat(comparison.isEqual()).isTrue();
    assertThat(comparison.rows()).isPositive();
    assertThat(shadow.dbSize()).isZero();
    assertThat(fixture.other().keys("*")).isEqualTo(previous);
    assertThat(fixture.model().rollBack(_ -> true)).isTrue();
    fixture.assertActiveIs(history.events(), history.reports());
  }

  @Test
  void changesNothingWhereverItBreaksOff() throws SQLException {
    RandomHistory history = RandomHistory.of(52, 500, RedisFixture.recently());
    history.reports().forEach(fixture.backend().log()::progress);
    fixture.write(history, 0, history.events().size());
    fixture.run();
    AtomicInteger steps = new AtomicInteger();
    fixture.model(new BreakingMeter(steps, Integer.MAX_VALUE)).verify();

    for (int last = 1; last <= steps.get(); last += Math.max(1, steps.get() / 4)) {
      RedisReadModel broken = fixture.model(new BreakingMeter(last));
      assertThatThrownBy(broken::verify).hasMessageContaining("broken off");
      assertThat(shadow.dbSize()).isZero();
    }

    fixture.assertActiveIs(history.events(), history.reports());
    assertThat(fixture.other().dbSize()).isZero();
  }

  @Test
  void replacesWhatAKilledVerificationLeft() throws SQLException {
    fixture.run();
    shadow.hset("projection:generation", "state", "loading");
    shadow.set("counter:jobs:pending", "7");

    assertThat(fixture.model().verify().comparison().isEqual()).isTrue();

    assertThat(shadow.dbSize()).isZero();
  }

  @Test
  void refusesADatabaseWithKeysOfAnotherProgram() {
    fixture.run();
    shadow.set("somebody", "else");

    assertThatThrownBy(() -> fixture.model().verify())
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("holds keys of another program");
    assertThat(shadow.keys("*")).containsExactly("somebody");
  }

  @Test
  void refusesToRunBesideARebuild() throws SQLException {
    try (Lease _ = Lease.take(fixture.backend().owner(), "progress")) {
      assertThatThrownBy(() -> fixture.model().verify())
          .hasMessageContaining("another replay works on 'progress'");
    }
  }
}
