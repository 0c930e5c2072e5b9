package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.progress.ProgressProjection;
import io.cogniscribe.projections.progress.TaskFact;
import io.cogniscribe.projections.progress.TaskFact.StatusChanged;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of a projection whose code has changed need a rebuild, and never mix with old ones. */
@RealServers
final class RedisChangedProjectionTest {

  private static final String USER = "a0000000-0000-7000-8000-000000000001";
  private static final String NOBODY = new UUID(0, 0).toString();

  private final RedisFixture fixture;
  private final Backend backend;

  RedisChangedProjectionTest(TestServers servers) {
    fixture = RedisFixture.on(servers);
    backend = fixture.backend();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void newCodeLeavesOldKeysAloneUntilTheyAreRebuiltAndThenGoesOn() throws SQLException {
    ProjectionLoop<?> old = givenActiveOfOldCode();
    old.close();

    ProjectionLoop<?> changed = backend.run(new Nameless());
    submit();
    assertWaits(changed);
    assertThat(users()).containsExactly(USER);

    assertThat(model(new Nameless()).rebuild(false, _ -> true).swapped()).isTrue();
    backend.awaitRedisCaughtUp();

    assertThat(users()).hasSize(2).containsOnly(NOBODY);
  }

  @Test
  void keysOfAReleaseThatRecordedNoVersionAreThoseOfVersion1() {
    ProjectionLoop<?> old = givenActiveOfOldCode();
    old.close();
    backend.redis().hdel(RedisKeys.GENERATION, "version:live");

    ProjectionLoop<?> changed = backend.run(new Nameless());
    assertWaits(changed);
    changed.close();
    backend.run(new ProgressProjection());
    submit();
    backend.awaitRedisCaughtUp();

    assertThat(users()).hasSize(2).containsOnly(USER);
    assertThat(backend.redis().hget(RedisKeys.GENERATION, "version:live")).isEqualTo("1");
  }

  @Test
  void aRedisThatWasEmptiedIsFilledByTheCodeOfTheDay() {
    ProjectionLoop<?> old = givenActiveOfOldCode();
    old.close();
    ProjectionLoop<?> changed = backend.run(new Nameless());
    assertWaits(changed);

    backend.redis().flushAll();
    backend.awaitRedisCaughtUp();

    assertThat(users()).containsExactly(NOBODY);
  }

  @Test
  void oldCodeDoesNotGoOnWithKeysThatNewerCodeHasSwappedIn() throws SQLException {
    ProjectionLoop<?> old = givenActiveOfOldCode();

    model(new Nameless()).rebuild(false, _ -> true);
    submit();

    backend.awaitState(old, LoopState.Waiting.class);
    assertThat(users()).containsExactly(NOBODY);
  }

  @Test
  void theKeysOfBeforeComeBackByTheCodeThatMadeThemAlone() throws SQLException {
    ProjectionLoop<?> old = givenActiveOfOldCode();
    RedisReadModel changed = model(new Nameless());
    changed.rebuild(false, _ -> true);

    assertThatThrownBy(() -> changed.rollBack(_ -> true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("'progress' were made by version 1");
    assertThat(users()).containsExactly(NOBODY);
    model(new ProgressProjection()).rollBack(_ -> true);
    submit();
    backend.awaitRedisCaughtUp();

    backend.awaitState(old, LoopState.Running.class);
    assertThat(users()).hasSize(2).containsOnly(USER);
  }

  private ProjectionLoop<?> givenActiveOfOldCode() {
    submit();
    ProjectionLoop<?> loop = backend.run(new ProgressProjection());
    backend.awaitRedisCaughtUp();
    return loop;
  }

  private void submit() {
    JobStory job = JobStory.submitted(UUID.fromString(USER), RedisFixture.recently());
    backend.log().jobs(job.events()).commit();
  }

  private static void assertWaits(ProjectionLoop<?> loop) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(loop.state())
                .isInstanceOf(LoopState.Waiting.class)
                .asString()
                .contains("version 1", "version 2", "replay rebuild --projection progress"));
  }

  private List<String> users() {
    return backend.redis().keys("task:*").stream()
        .map(key -> String.valueOf(backend.redis().hget(key, "user_id")))
        .toList();
  }

  private RedisReadModel model(RedisProjection<?> projection) {
    return new RedisReadModel(
        backend.owner(), fixture.address(), List.of(projection), backend.kafka(), 2, Meter.SILENT);
  }

  /** The projection of tasks, changed so that it omits their users. */
  private static final class Nameless implements RedisProjection<TaskFact> {

    private final ProgressProjection tasks = new ProgressProjection();

    @Override
    public String name() {
      return tasks.name();
    }

    @Override
    public String storedName() {
      return tasks.storedName();
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public List<Source<TaskFact>> sources() {
      return tasks.sources();
    }

    @Override
    public String script() {
      return tasks.script();
    }

    @Override
    public Object changes(List<Event<TaskFact>> events, Instant now) {
      return tasks.changes(events.stream().map(Nameless::withoutUser).toList(), now);
    }

    private static Event<TaskFact> withoutUser(Event<TaskFact> event) {
      TaskFact fact = event.fact();
      if (fact
          instanceof StatusChanged(var id, _, var version, var from, var to, var nth, var at)) {
        fact = new StatusChanged(id, UUID.fromString(NOBODY), version, from, to, nth, at);
      }
      return new Event<>(event.at(), event.streamKey(), event.causeOffset(), fact);
    }

    @Override
    public List<String> keysToForget() {
      return tasks.keysToForget();
    }

    @Override
    public List<String> prefixes() {
      return tasks.prefixes();
    }
  }
}
