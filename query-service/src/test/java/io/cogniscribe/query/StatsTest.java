package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Counts concern all users, so this class uses its own stores. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatsTest {

  private static final String COUNTED =
      "{\"jobs\":{\"pending\":8,\"processing\":0,\"completed\":1,\"failed\":2,\"cancelled\":0},"
          + "\"source\":\"postgresql\"}";

  private final Fixture fixture;
  private final UUID alice = UUID.randomUUID();

  StatsTest(TestServers servers) {
    this.fixture = new Fixture(servers);
    fixture.tables().manyJobs(alice, 10);
    fixture.tables().completedJob(alice, "text", "summary");
  }

  @BeforeEach
  void countersAreComplete() {
    fixture
        .redis()
        .opsForHash()
        .putAll(
            "projection:live:positions",
            IntStream.range(0, 8)
                .boxed()
                .collect(Collectors.toMap(p -> "jobs.events:" + p, p -> "id:" + p)));
    fixture
        .redis()
        .opsForValue()
        .multiSet(Map.of("counter:jobs:pending", "7", "counter:jobs:completed", "100"));
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void readsTheCountsFromRedis() {
    assertThat(fixture.service().get(alice, "/api/stats").response().body())
        .isEqualTo(
            "{\"jobs\":{\"pending\":7,\"processing\":0,\"completed\":100,\"failed\":0,"
                + "\"cancelled\":0},\"source\":\"redis\"}");
  }

  @Test
  void countsRowsWhenRedisHasNoPositions() {
    fixture.redis().opsForHash().delete("projection:live:positions", "jobs.events:5");

    assertThat(fixture.service().get(alice, "/api/stats").response().body()).isEqualTo(COUNTED);
  }

  @Test
  void countsRowsWhenACounterIsInvalid() {
    for (String senseless : new String[] {"-1", "many", "9999999999999999999999"}) {
      fixture.redis().opsForValue().set("counter:jobs:pending", senseless);

      assertThat(fixture.service().get(alice, "/api/stats").response().body()).isEqualTo(COUNTED);
    }
  }
}
