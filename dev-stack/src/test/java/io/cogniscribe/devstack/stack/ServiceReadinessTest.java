package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cogniscribe.testservers.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServiceReadinessTest {

  @Test
  void namesTheCausesWhenAServiceIsNotReady() {
    assertThat(
            ServiceReadiness.notes(
                """
                {"status": "DOWN", "components": {
                  "commands": {"status": "DOWN", "details": {
                    "restore": "600 of 1,000 records",
                    "causes": ["Kafka does not answer, for 14 s"],
                    "streams": "RUNNING", "oldest_undecided_seconds": 0}},
                  "readinessState": {"status": "UP"}}}
                """))
        .containsExactly("restore: 600 of 1,000 records", "Kafka does not answer, for 14 s");
    assertThat(
            ServiceReadiness.notes(
                """
                {"status": "DOWN", "components": {"projections": {"status": "DOWN", "details": {
                  "jobs": "PostgreSQL does not answer, for 12 s", "progress": "running"}}}}
                """))
        .containsExactly("jobs: PostgreSQL does not answer, for 12 s");
    assertThat(ServiceReadiness.notes("<html>")).hasSize(1);
  }

  @Test
  void notesWhenAServiceDoesNotAnswer() throws IOException {
    // The listener accepts connections into its backlog and never reads, like a process that hangs.
    try (ServerSocket hangs = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
      HttpServer answers =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      answers.createContext(
          "/actuator/health/readiness",
          exchange -> {
            byte[] body = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      answers.start();
      try {
        StackPorts ports =
            StackPorts.of(
                Map.of(
                    "COMMAND_PORT", service(hangs.getLocalPort()),
                    "PROJECTOR_PORT", service(answers.getAddress().getPort()),
                    "QUERY_PORT", service(FreePorts.next())));

        List<ServiceReadiness> readiness = ServiceReadiness.ask(ports);

        assertThat(readiness)
            .extracting(ServiceReadiness::isReady)
            .containsExactly(false, true, false);
        assertThat(readiness.getFirst().notes())
            .containsExactly("does not answer on port " + hangs.getLocalPort());
      } finally {
        answers.stop(0);
      }
    }
  }

  private static String service(int managementPort) {
    return String.valueOf(managementPort - 1_000);
  }
}
