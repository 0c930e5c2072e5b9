package io.cogniscribe.projections.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.FixableLive;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is replaced that live has changed since it was looked at. */
@RealServers
final class ProjectedKeysTest {

  private final Backend backend;
  private final ProjectedKeys keys;
  private final JobStory job =
      JobStory.submitted(
          UUID.randomUUID(), Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.MICROS));
  private final Cell task = Cell.of("task:" + job.id());
  private final Content older =
      Content.hash(Map.of("status", "pending"), Instant.now().plusSeconds(600).toEpochMilli());

  ProjectedKeysTest(TestServers servers) {
    backend = Backend.on(servers);
    keys = new ProjectedKeys(backend.redis(), "live");
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void cells_are_replaced_where_they_were_looked_at() {
    backend.log().jobs(job.events()).commit();
    backend.runLive();
    backend.awaitLiveCaughtUp();
    ProjectedKeys.Look look = keys.look(List.of(task));

    assertThat(look.in(task).fields()).containsEntry("status", "pending");
    assertThat(keys.replace(look.stand(), Map.of(task, older))).isTrue();

    assertThat(backend.redis().hgetAll(task.key())).isEqualTo(older.fields());
    assertThat(backend.redis().ttl(task.key())).isBetween(590L, 600L);
    assertThat(keys.replace(look.stand(), Map.of(task, Content.NOTHING))).isTrue();
    assertThat(backend.redis().exists(task.key())).isFalse();
  }

  @Test
  void what_live_has_applied_since_is_not_overwritten() {
    backend.log().jobs(job.events()).commit();
    backend.runLive();
    backend.awaitLiveCaughtUp();
    ProjectedKeys.Look look = keys.look(List.of(task));

    backend.log().job(job.started().last()).commit();
    backend.awaitLiveCaughtUp();

    assertThat(keys.replace(look.stand(), Map.of(task, older))).isFalse();
    assertThat(status()).isEqualTo("processing");
  }

  @Test
  void what_a_retry_has_applied_since_is_not_overwritten_though_no_position_has_moved() {
    FixableLive live = new FixableLive(event -> event.version() == 2);
    backend.log().jobs(job.started().events()).commit();
    backend.run(live);
    backend.awaitLiveCaughtUp();
    ProjectedKeys.Look look = keys.look(List.of(task));
    assertThat(look.parked()).containsOnlyKeys(ParkedStream.of(Topics.JOB_EVENTS, job.id()));

    live.mend();
    try (RecordReader log = new RecordReader(backend.kafka())) {
      new Retry<>(new RedisParked<>(backend.redis(), live, Clock.systemUTC()), live, log, _ -> {})
          .run(Selection.ALL);
    }

    assertThat(keys.look(List.of()).stand().positions()).isEqualTo(look.stand().positions());
    assertThat(keys.replace(look.stand(), Map.of(task, older))).isFalse();
    assertThat(status()).isEqualTo("processing");
  }

  @Test
  void what_was_looked_at_in_another_generation_is_not_replaced_in_this_one() {
    backend.log().jobs(job.events()).commit();
    backend.runLive();
    backend.awaitLiveCaughtUp();
    ProjectedKeys.Look look = keys.look(List.of(task));

    backend.redis().hincrBy(RedisKeys.GENERATION, "number", 1);

    assertThat(keys.replace(look.stand(), Map.of(task, older))).isFalse();
  }

  private String status() {
    return backend.redis().hget(task.key(), "status");
  }
}
