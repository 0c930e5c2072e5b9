package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.testservers.process.FrozenProcess;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.web.security.TokenIssuer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command-service with a Kafka that keeps connections open but does not answer. */
@Tag("long")
final class HungKafkaTest {

  @Test
  void isNotReadyWhenKafkaHangsAndReadyAgainWhenItGoesOn(@TempDir Path folder) {
    try (EmbeddedServers servers =
            EmbeddedServers.start(ServersConfig.forTests(folder.resolve("servers")));
        RunningService service =
            RunningService.start(servers.kafkaBootstrapServers(), folder.resolve("state"));
        Api management = managementOf(service)) {
      await().until(() -> readiness(management).status() == 200);

      try (FrozenProcess _ = servers.kafka().freeze()) {
        await().until(() -> readiness(management).status() == 503);
        assertThat(readiness(management).body()).contains("Kafka does not answer");
        assertThat(management.get("/actuator/health/liveness").send().status()).isEqualTo(200);
      }

      await().until(() -> readiness(management).status() == 200);
    }
  }

  private static Api.Answer readiness(Api management) {
    return management.get("/actuator/health/readiness").send();
  }

  private static Api managementOf(RunningService service) {
    return new Api(
        service
            .context()
            .getEnvironment()
            .getRequiredProperty("local.management.port", Integer.class),
        service.context().getBean(TokenIssuer.class));
  }
}
