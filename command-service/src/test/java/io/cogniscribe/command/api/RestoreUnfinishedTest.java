package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.command.engine.CommandStreams;
import io.cogniscribe.command.engine.RestoreProgress;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.security.Role;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Responses and health while the deciders' stores are restored from the log. */
@RealServers
final class RestoreUnfinishedTest {

  @Test
  void nothingIsTakenAndTheServiceIsNotReady(TestServers servers, @TempDir Path state) {
    try (RunningService service =
        RunningService.start(servers.fresh().kafkaBootstrapServers(), state)) {
      Client student = service.api().somebody(Role.USER);
      CommandStreams deciders = service.context().getBean(CommandStreams.class);

      RestoreProgress.Part part = service.context().getBean(RestoreProgress.class).begin(0, 1_000);

      assertUnavailable(submit(service.api(), student));
      assertUnavailable(
          service
              .api()
              .post("/api/jobs", EdgeTest.recording())
              .by(student)
              .with("Prefer", "respond-async")
              .send());
      assertUnavailable(service.api().get("/api/commands/" + UUID.randomUUID()).by(student).send());
      Health health = deciders.health();
      assertThat(health.getStatus()).isEqualTo(Status.DOWN);
      assertThat(health.getDetails().get("restore")).asString().startsWith("0 of 1,000 records");

      part.remaining(400);
      assertThat(deciders.health().getDetails().get("restore"))
          .asString()
          .startsWith("600 of 1,000 records");

      part.end();
      assertThat(deciders.health().getStatus()).isEqualTo(Status.UP);
      assertThat(submit(service.api(), student).status()).isEqualTo(201);
    }
  }

  private static Answer submit(Api api, Client student) {
    return api.post("/api/jobs", EdgeTest.recording()).by(student).send();
  }

  private static void assertUnavailable(Answer answer) {
    EdgeTest.assertProblem(answer, 503, "refill_unfinished");
    assertThat(answer.header("Retry-After")).isNotNull();
  }
}
