package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.devstack.demo.Demo;
import io.cogniscribe.devstack.demo.DemoOptions;
import io.cogniscribe.devstack.demo.ProgramKeys;
import io.cogniscribe.devstack.demo.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Acknowledged writes are present exactly once, whichever process is killed. */
@SharedStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
final class DurabilityTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final List<String> PROGRAMS =
      List.of("command-service", "projector", "query-service", "kafka", "postgres", "redis");

  private final StackProcess stack;
  private final Journey journey;

  DurabilityTest(StackProcess stack) throws IOException {
    this.stack = stack;
    this.journey = new Journey(stack.address());
  }

  @Test
  @Order(1)
  void showsTheTranscriptWhenAWorkerHasCompletedTheJob() throws Exception {
    journey.register("ada");
    Journey.Job job = journey.submit("ada");
    journey.complete(job, "the heart has four chambers");

    assertThat(journey.read("ada", job)).contains("the heart has four chambers");
    journey.register("eve");
    await().until(() -> journey.status("eve", job) == 404);
  }

  @Test
  @Order(1)
  void acceptsAWorkersKeyUntilItIsRevoked() throws Exception {
    ProgramKeys keys = new ProgramKeys(stack.address());
    ProgramKeys.Issued key = keys.issue(Role.WORKER, "GPU 1", null);
    journey.register("emmy");
    Journey.Job job = journey.submit("emmy");

    assertThat(journey.startByKey(key.text(), job)).isEqualTo(200);
    await().until(() -> journey.readByKey(key.text(), job) == 200);

    keys.revoke(key.id());
    await().until(() -> journey.startByKey(key.text(), job) == 401);
    await().until(() -> journey.readByKey(key.text(), job) == 401);
  }

  @Test
  @Order(2)
  void acceptsWritesWhilePostgresqlAndRedisHang() throws Exception {
    stack.signal("postgres", "STOP");
    stack.signal("redis", "STOP");
    Journey.Job job;
    try {
      journey.register("grace");
      job = journey.submit("grace");
      journey.complete(job, "written while nobody could read");
    } finally {
      stack.signal("postgres", "CONT");
      stack.signal("redis", "CONT");
    }

    assertThat(journey.read("grace", job)).contains("written while nobody could read");
  }

  @Test
  @Order(3)
  void losesAndDuplicatesNothingWhenEachProcessIsKilledInTurn() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    CompletableFuture<Boolean> demo = CompletableFuture.supplyAsync(() -> demo(output));
    for (String program : PROGRAMS) {
      stack.awaitUp();
      stack.kill9(program);
    }
    stack.awaitUp();

    assertThat(demo.join()).as(output.toString(StandardCharsets.UTF_8)).isTrue();
  }

  @Test
  @Order(4)
  void keepsAllDataWhenEverythingWasKilled() throws Exception {
    Journey.Job job = journey.submit("ada");
    stack.kill9All();
    stack.up();

    assertThat(journey.read("ada", job)).contains("\"status\":\"pending\"");
    journey.complete(job, "after the crash");
    assertThat(journey.read("ada", job)).contains("after the crash");
  }

  private boolean demo(ByteArrayOutputStream output) {
    try {
      return new Demo(
              stack.address(),
              new DemoOptions(10, 400, 12, 16, PATIENCE, 7, Optional.empty()),
              new PrintStream(output, true, StandardCharsets.UTF_8))
          .run();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
