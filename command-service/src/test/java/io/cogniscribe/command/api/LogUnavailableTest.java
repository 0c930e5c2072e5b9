package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Call;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.web.security.ApiKey;
import io.cogniscribe.web.security.Role;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses while Kafka is down, on servers that only this test stops. */
final class LogUnavailableTest {

  private static final String KEY = "sent-until-it-is-answered";

  @Test
  void theEdgeNeedsKafkaAloneAndSaysSoWhileItIsAway(@TempDir Path servers, @TempDir Path state) {
    try (EmbeddedServers own = EmbeddedServers.start(ServersConfig.forTests(servers))) {
      own.postgres().stop();
      own.redis().stop();
      try (RunningService service = RunningService.start(own.kafkaBootstrapServers(), state)) {
        Api api = service.api();
        Client student = api.somebody(Role.USER);
        assertThat(submit(api, student).send().status()).isEqualTo(201);

        own.kafka().kill9();
        List<Answer> answers =
            atOnce(
                submit(api, student).with("Idempotency-Key", KEY),
                submit(api, student).with("Prefer", "respond-async"),
                api.post("/internal/access-records", "{\"action\": \"list_users\"}")
                    .by(api.somebody(Role.OPERATOR)),
                api.post("/api/auth/login", "{\"username\": \"anna\", \"password\": \"12345678\"}"),
                api.post(
                        "/api/commands",
                        "{\"commands\": ["
                            + EdgeTest.recording().replace("{", "{\"type\": \"submit_job\", ")
                            + "]}")
                    .by(student));

        for (Answer answer : answers.subList(0, 4)) {
          EdgeTest.assertProblem(answer, 503, "log_unavailable");
          assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
        assertThat(answers.getLast().json().at("/outcomes/0/status_code").asInt()).isEqualTo(503);
        assertThat(answers.getLast().json().at("/outcomes/0/code").asString())
            .isEqualTo("log_unavailable");

        String invented = ApiKey.random(UUID.randomUUID(), new SecureRandom()).text();
        Answer unknown =
            api.get("/api/commands/" + UUID.randomUUID()).with("X-API-Key", invented).send();
        EdgeTest.assertProblem(unknown, 503, "revocation_unknown");
        assertThat(unknown.header("Retry-After")).isEqualTo("1");

        own.kafka().start();
        Answer first = untilAccepted(api, student);
        Answer second = untilAccepted(api, student);
        assertThat(second.body()).isEqualTo(first.body());
      }
    }
  }

  private static Answer untilAccepted(Api api, Client student) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> submit(api, student).with("Idempotency-Key", KEY).send(),
            answer -> answer.status() == 201);
  }

  private static Call submit(Api api, Client student) {
    return api.post("/api/jobs", EdgeTest.recording()).by(student);
  }

  private static List<Answer> atOnce(Call... calls) {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> sent =
          List.of(calls).stream()
              .map(call -> CompletableFuture.supplyAsync(call::send, clients))
              .toList();
      return sent.stream().map(CompletableFuture::join).toList();
    }
  }
}
