package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.testservers.process.FreePorts;
import io.cogniscribe.testservers.server.ServerStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as a process, while some servers cannot be reached. */
@RealServers
class StartTest {

  private static final Map<String, String> NOBODY_THERE =
      RunningService.environment("postgresql://u:p@127.0.0.1:1/d", "redis://127.0.0.1:1/0");

  @Test
  void startsButIsNotReadyWhenTheDatabaseIsMissing() throws Exception {
    try (RunningService service =
        RunningService.start("postgresql://u:p@127.0.0.1:1/d", "redis://127.0.0.1:1/0")) {
      assertThat(service.actuator("health/liveness").status()).isEqualTo(200);
      assertThat(service.actuator("health/readiness").status()).isEqualTo(503);
      assertThat(service.actuator("prometheus").status()).isEqualTo(200);
      assertThat(service.actuator("env").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({"DATABASE_URL, PostgreSQL", "REDIS_URL, Redis"})
  void namesTheStoreWhenItDoesNotAnswerInTime(String variable, String store, TestServers servers)
      throws Exception {
    ServerStack stores = servers.fresh();
    Map<String, String> environment =
        new HashMap<>(RunningService.environment(stores.databaseUrl(), stores.redisUrl()));
    environment.put(variable, NOBODY_THERE.get(variable));
    environment.put("QUERY_PORT", String.valueOf(FreePorts.next()));
    environment.put("START_PATIENCE_SECONDS", "2");

    Process process = start(environment);

    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(error(process))
        .startsWith("QueryService cannot start: " + store + " does not answer")
        .contains(variable)
        .hasLineCount(1);
    assertThat(process.exitValue()).isEqualTo(3);
  }

  @Test
  void startsATrainingRunWhenNoServerIsReachable() throws Exception {
    Process process = start(NOBODY_THERE, "-Dspring.context.exit=onRefresh");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(error(process)).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_URL,   mysql://u:p@h/d,  DATABASE_URL does not begin with postgresql://",
    "DATABASE_URL,   '',               DATABASE_URL is not set",
    "REDIS_URL,      localhost,        REDIS_URL is not a URL",
    "JWT_SECRET_KEY, your-secret-key,  JWT_SECRET_KEY is shorter than 32 bytes",
    "QUERY_PORT,     http,             QUERY_PORT is",
    "LOG_LEVEL,      LOUD,             LOG_LEVEL is unknown",
    "COMMAND_URL,    command-service,  COMMAND_URL is not a service's address",
    "CORS_ALLOW_ORIGINS, nowhere,      CORS_ALLOW_ORIGINS is not a list of origins",
  })
  void refusesToStartInOneLineWhenASettingIsInvalid(String variable, String value, String message)
      throws Exception {
    Map<String, String> environment = new HashMap<>(NOBODY_THERE);
    environment.put(variable, value);

    Process process = start(environment);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(error(process)).startsWith("QueryService cannot start: " + message).hasLineCount(1);
    assertThat(process.exitValue()).isEqualTo(2);
  }

  @Test
  void namesThePortInOneLineWhenItIsTaken() throws Exception {
    try (RunningService running =
        RunningService.start("postgresql://u:p@127.0.0.1:1/d", "redis://127.0.0.1:1/0")) {
      int port = running.port("local.server.port");
      Map<String, String> environment = new HashMap<>(NOBODY_THERE);
      environment.put("QUERY_PORT", String.valueOf(port));

      Process process = start(environment);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(error(process)).contains(String.valueOf(port)).hasLineCount(1);
      assertThat(process.exitValue()).isEqualTo(3);
    }
  }

  @Test
  void hidesTheActuatorOnTheServicesPort() throws Exception {
    try (RunningService service =
            RunningService.start("postgresql://u:p@127.0.0.1:1/d", "redis://127.0.0.1:1/0");
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + service.port("local.server.port"));
      var response =
          http.send(
              HttpRequest.newBuilder(uri.resolve("/actuator/health")).build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(404);
    }
  }

  private static Process start(Map<String, String> environment, String... options)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().add("-XX:TieredStopAtLevel=1");
    builder.command().addAll(List.of(options));
    builder.command().add("-cp");
    builder.command().add(System.getProperty("java.class.path"));
    builder.command().add(QueryService.class.getName());
    builder.environment().putAll(environment);
    return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String error(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
