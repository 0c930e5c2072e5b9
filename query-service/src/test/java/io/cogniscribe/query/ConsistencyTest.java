package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QueryTest
class ConsistencyTest {

  private static final String TOKEN = "Consistency-Token";

  private final RunningService service;
  private final ReadModel tables;
  private final RecordingCommandService commandService;
  private final UUID alice = UUID.randomUUID();

  ConsistencyTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
    this.commandService = fixture.commandService();
  }

  @Test
  void waitsUntilTheProjectionHasPassedTheCommand() throws Exception {
    tables.position("jobs", "jobs.events", 1, 41);
    CompletableFuture<Answer> read =
        CompletableFuture.supplyAsync(
            () -> service.get(alice, "/api/jobs", TOKEN, "jobs.commands:1:42"));

    UUID id = tables.pendingJob(alice);
    tables.position("jobs", "jobs.events", 1, 42);

    Answer answer = read.get(20, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/items/0/id")).isEqualTo(id.toString());
  }

  @Test
  void doesNotWaitWhenTheProjectionHasPassedTheCommand() {
    tables.position("jobs", "jobs.events", 2, 100);
    UUID id = tables.pendingJob(alice);

    for (String path : new String[] {"/api/jobs/" + id, "/api/pipeline/" + id, "/api/jobs"}) {
      assertThat(service.get(alice, path, TOKEN, "jobs.commands:2:100").status()).isEqualTo(200);
      assertThat(service.get(alice, path, TOKEN, "jobs.commands:2:0").status()).isEqualTo(200);
    }
  }

  @Test
  void answers503WhenTheProjectionStaysBehind() {
    tables.position("jobs", "jobs.events", 3, 5);

    for (String token : new String[] {"jobs.commands:3:6", "jobs.commands:7:0"}) {
      Answer answer = service.get(alice, "/api/jobs", TOKEN, token);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("projection_behind");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void answers400WhenNoCommandWasWrittenAtThePositionOfTheToken() {
    tables.position("jobs", "jobs.events", 6, 900);
    commandService.endTopicsAt(1000);
    try {
      // After an answer without ends, the query-service asks again a second later.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> service.get(alice, "/api/jobs", TOKEN, "jobs.commands:6:1000").code(),
              "consistency_token_unknown"::equals);
      assertThat(service.get(alice, "/api/jobs", TOKEN, "jobs.commands:6:999999999999999").status())
          .isEqualTo(400);
      assertThat(service.get(alice, "/api/jobs", TOKEN, "jobs.commands:6:999").code())
          .isEqualTo("projection_behind");
      assertThat(service.get(alice, "/api/jobs", TOKEN, "jobs.commands:6:900").status())
          .isEqualTo(200);
    } finally {
      commandService.reportNoEnds();
    }
  }

  @Test
  void letsOthersReadWhileOneUserWaitsWithMoreReadsThanItMay() throws Exception {
    tables.position("jobs", "jobs.events", 0, 7);
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        waiting.add(
            CompletableFuture.supplyAsync(
                () -> service.get(alice, "/api/jobs", TOKEN, "jobs.commands:0:8"), threads));
      }
      Answer other = service.get(UUID.randomUUID(), "/api/jobs", TOKEN, "jobs.commands:0:7");
      assertThat(other.status()).isEqualTo(200);

      List<Answer> refused =
          waiting.stream()
              .map(CompletableFuture::join)
              .filter(answer -> answer.status() == 429)
              .toList();
      assertThat(refused).isNotEmpty();
      assertThat(refused.getFirst().code()).isEqualTo("too_many_waiting_reads");
      assertThat(refused.getFirst().header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void waitsForTheProjectionOfTheRead() {
    tables.position("jobs", "jobs.events", 4, 9);
    tables.position("users", "auth.events", 4, 3);

    assertThat(service.get(alice, "/api/usage", TOKEN, "jobs.commands:4:9").status())
        .isEqualTo(503);
    tables.position("usage", "jobs.events", 4, 9);
    assertThat(service.get(alice, "/api/usage", TOKEN, "jobs.commands:4:9").status())
        .isEqualTo(200);
    assertThat(service.get(alice, "/api/users/me", TOKEN, "auth.commands:4:3").status())
        .isEqualTo(404);
    assertThat(service.get(alice, "/api/users/me", TOKEN, "auth.commands:4:4").status())
        .isEqualTo(503);
  }

  @Test
  void waitsForTheSessionsWhenSessionsAreRead() {
    tables.position("sessions", "auth.events", 5, 3);

    for (String path : new String[] {"/api/auth/sessions", "/api/users/" + alice + "/sessions"}) {
      assertThat(service.get(alice, Role.OPERATOR, path, TOKEN, "auth.commands:5:3").status())
          .isEqualTo(200);
      assertThat(service.get(alice, Role.OPERATOR, path, TOKEN, "auth.commands:5:4").code())
          .isEqualTo("projection_behind");
    }
  }

  @Test
  void doesNotWaitWhenTheTokenIsOfAnotherAggregateType() {
    assertThat(service.get(alice, "/api/jobs", TOKEN, "auth.commands:0:999").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "jobs.commands",
        "jobs.commands:3",
        "jobs.commands:3:",
        "jobs.commands:8:1",
        "jobs.commands:3:-1",
        "jobs.commands:3:1e3",
        "jobs.commands:3:9999999999999999999999",
        "jobs.events:3:1",
        "jobs.commands:3:1:1",
        "jobs.commands:03:1",
        "other:0:0"
      })
  void refusesATokenWhenItIsMalformed(String token) {
    Answer answer = service.get(alice, "/api/jobs", TOKEN, token);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/errors/0/field")).isEqualTo(TOKEN);
  }
}
