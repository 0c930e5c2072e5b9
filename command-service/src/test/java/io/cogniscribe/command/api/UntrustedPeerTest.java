package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.security.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forwarded addresses from a peer that is not a trusted proxy are ignored. */
@RealServers
final class UntrustedPeerTest {

  @Test
  void aForgedAddressIsNotInTheAuditLogAndGivesNoFreshQuota(
      TestServers servers, @TempDir Path state) {
    String kafka = servers.kafkaBootstrapServers();
    Map<String, String> settings =
        Map.of("TRUSTED_PROXIES", "none", "RATE_LIMIT_LOGIN_PER_HOUR", "1");
    try (RunningService service = RunningService.start(kafka, state, settings)) {
      UUID submission = UUID.randomUUID();
      Api api = service.api();
      api.post("/api/jobs", EdgeTest.recording())
          .by(api.somebody(Role.USER))
          .with("X-Forwarded-For", "203.0.113.9")
          .with("X-Request-Id", submission.toString())
          .send();

      ActionAudited action = (ActionAudited) new Trail(kafka).of(submission).getFirst().payload();
      assertThat(action.ipAddress()).isEqualTo("127.0.0.1");
      EdgeTest.assertProblem(logIn(api, "203.0.113.9"), 401, "invalid_credentials");
      EdgeTest.assertProblem(logIn(api, "198.51.100.7"), 429, "rate_limit_exceeded");
    }
  }

  private static Answer logIn(Api api, String forged) {
    return api.post(
            "/api/auth/login", "{\"username\": \"nobody\", \"password\": \"nothing at all\"}")
        .with("X-Forwarded-For", forged)
        .send();
  }
}
