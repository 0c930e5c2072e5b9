package io.cogniscribe.command.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.engine.CommandStreams;
import io.cogniscribe.command.http.Api.Answer;
import io.cogniscribe.command.http.Api.Client;
import io.cogniscribe.local.process.FreePorts;
import io.cogniscribe.local.server.EmbeddedServers;
import io.cogniscribe.local.server.ServersConfig;
import io.cogniscribe.web.security.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that share the partitions, on servers of their own. */
final class TwoInstancesTest {

  private static final int JOBS = 16;

  @Test
  void anOutcomeIsReadFromWhicheverInstance(
      @TempDir Path servers, @TempDir Path one, @TempDir Path two) {
    try (EmbeddedServers own = EmbeddedServers.start(ServersConfig.forTests(servers));
        RunningService first = instance(own, "one", one);
        RunningService second = instance(own, "two", two)) {
      await().atMost(Duration.ofMinutes(1)).until(() -> peers(first) == 1 && peers(second) == 1);
      Client student = first.api().somebody(Role.USER);

      List<Answer> submitted =
          Stream.generate(EdgeTest::recording)
              .limit(JOBS)
              .map(body -> first.api().post("/api/jobs", body).by(student).send())
              .toList();

      String key = key(first.api());
      String byKey = startedBy(key, first.api(), submitted.getFirst());

      for (RunningService instance : List.of(first, second)) {
        Answer ofKey = instance.api().get("/api/commands/" + byKey).with("X-API-Key", key).send();
        assertThat(ofKey.status()).as(ofKey.body()).isEqualTo(200);
        for (Answer job : submitted) {
          Answer outcome =
              instance.api().get("/api/commands/" + job.text("command_id")).by(student).send();
          assertThat(outcome.status()).as(outcome.body()).isEqualTo(200);
          assertThat(outcome.text("job_id")).isEqualTo(job.text("job_id"));
          assertThat(outcome.header("Consistency-Token"))
              .isEqualTo(job.header("Consistency-Token"));
        }
        EdgeTest.assertProblem(
            instance.api().get("/api/commands/" + UUID.randomUUID()).by(student).send(),
            404,
            "command_not_found");
        EdgeTest.assertProblem(
            instance
                .api()
                .get("/api/commands/" + submitted.getFirst().text("command_id"))
                .by(first.api().somebody(Role.USER))
                .send(),
            404,
            "command_not_found");
      }
    }
  }

  private static String key(Api api) {
    return api.post("/api/api-keys", "{\"label\": \"whisper-1\", \"role\": \"worker\"}")
        .by(api.somebody(Role.OPERATOR))
        .send()
        .text("api_key");
  }

  /** The command by which whoever has the key has started the job. */
  private static String startedBy(String key, Api api, Answer job) {
    Answer started = api.post(job.header("Location") + "/start").with("X-API-Key", key).send();
    assertThat(started.status()).as(started.body()).isEqualTo(200);
    return started.text("command_id");
  }

  private static int peers(RunningService instance) {
    return instance.context().getBean(CommandStreams.class).peers().size();
  }

  private static RunningService instance(EmbeddedServers servers, String id, Path state) {
    int port = FreePorts.next();
    return RunningService.start(
        servers.kafkaBootstrapServers(),
        state,
        Map.of(
            "COMMAND_PORT",
            String.valueOf(port),
            "INSTANCE_ID",
            id,
            "INSTANCE_ADDRESS",
            "127.0.0.1:" + port));
  }
}
