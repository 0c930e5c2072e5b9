package io.cogniscribe.devstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cogniscribe.devstack.DevStack;
import io.cogniscribe.testservers.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Tests of the api-key commands, with a stand-in for the service. */
final class ApiKeyCommandTest {

  private static final String SECRET = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";
  private static final UUID ID = UUID.fromString("0199a1b2-0000-7000-8000-0000000000aa");
  private static final String KEY = "cgk_0199a1b200007000800000000000000aa_secret";

  private record Request(String line, String token, String body) {}

  private record Result(int exitCode, String output, String errors) {}

  private static final String TOKEN = "the token of a session";

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Request> sessions = new CopyOnWriteArrayList<>();
  private final Path folder;
  private HttpServer gateway;
  private int status = 201;
  private String answer = "{\"id\": \"%s\", \"api_key\": \"%s\"}".formatted(ID, KEY);

  @SuppressWarnings("NullAway.Init") // JUnit calls start before any test.
  ApiKeyCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/", exchange -> respond(exchange, requests, status, answer));
    gateway.createContext(
        "/api/auth/script-sessions",
        exchange -> respond(exchange, sessions, 200, "{\"access_token\": \"" + TOKEN + "\"}"));
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void printsTheKeyAsTheLastLineAndRequestsItAsOperator() throws Exception {
    Result result =
        run("create", "--role", "worker", "--label", "GPU 1", "--expires", "2099-01-31T12:00:00Z");

    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.output()).isEqualTo(KEY + System.lineSeparator());
    assertThat(result.errors()).contains(ID.toString()).doesNotContain(KEY);
    Request request = requests.getFirst();
    assertThat(request.line()).isEqualTo("POST /api/api-keys");
    assertThat(request.body())
        .isEqualTo(
            "{\"role\":\"worker\",\"label\":\"GPU 1\",\"expires_at\":\"2099-01-31T12:00:00Z\"}");
    assertThat(request.token()).isEqualTo(TOKEN);
    SignedJWT assertion =
        SignedJWT.parse(
            new JsonMapper().readTree(sessions.getFirst().body()).path("assertion").asString());
    assertThat(assertion.verify(new MACVerifier(SECRET))).isTrue();
    assertThat(assertion.getJWTClaimsSet().getStringClaim("role")).isEqualTo("operator");
  }

  @Test
  void issuesAKeyWithoutExpiry() throws Exception {
    assertThat(run("create", "--role", "producer", "--label", "ingest").exitCode()).isZero();
    assertThat(requests.getFirst().body()).doesNotContain("expires");
  }

  @Test
  void doesNotRetryWhenTheAnswerIsLost() throws Exception {
    status = 503;

    Result result = run("create", "--role", "worker", "--label", "GPU 1");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.errors()).contains("not acknowledged").contains("/api/api-keys");
    assertThat(result.output()).isEmpty();
    assertThat(requests).hasSize(1);
  }

  @Test
  void returnsTheUsageCodeWhenTheServiceRefuses() throws Exception {
    status = 422;
    answer = "{\"code\": \"validation_failed\"}";

    Result result = run("create", "--role", "worker", "--label", " ");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains("validation_failed");
  }

  @Test
  void refusesArgumentsWhenRoleOrTimeOrIdIsInvalid() throws Exception {
    assertThat(run("create", "--role", "operator", "--label", "root").exitCode()).isEqualTo(2);
    assertThat(run("create", "--role", "emperor", "--label", "root").exitCode()).isEqualTo(2);
    assertThat(run("create", "--role", "worker").exitCode()).isEqualTo(2);
    assertThat(
            run("create", "--role", "worker", "--label", "a", "--expires", "tomorrow").exitCode())
        .isEqualTo(2);
    assertThat(run("revoke", "the first one").exitCode()).isEqualTo(2);
    assertThat(requests).isEmpty();
  }

  @Test
  void revokesAKeyByItsId() throws Exception {
    status = 200;
    Result result = run("revoke", ID.toString());

    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.output()).contains("revoked " + ID);
    assertThat(requests.getFirst().line()).isEqualTo("DELETE /api/api-keys/" + ID);

    status = 404;
    assertThat(run("revoke", ID.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void namesTheStackWhenItDoesNotRun() throws Exception {
    Result result = run("http://127.0.0.1:" + FreePorts.next(), List.of("revoke", ID.toString()));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.errors()).contains("./cogniscribe up");
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    return run("http://127.0.0.1:" + gateway.getAddress().getPort(), List.of(arguments));
  }

  private Result run(String url, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-Dcogniscribe.home=" + folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(DevStack.class.getName(), "api-key", "--data", folder.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(folder.resolve("errors").toFile());
    builder.environment().put("GATEWAY_URL", url);
    builder.environment().put("JWT_SECRET_KEY", SECRET);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    return new Result(exitCode, output, Files.readString(folder.resolve("errors")));
  }

  private static void respond(
      HttpExchange exchange, List<Request> requests, int status, String answer) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            authorization == null ? "" : authorization.replace("Bearer ", ""),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
