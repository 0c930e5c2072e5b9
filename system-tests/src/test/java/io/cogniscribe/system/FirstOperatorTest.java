package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests of {@code ./cogniscribe user create}, which creates accounts with roles that registration
 * does not grant.
 */
@SharedStack
final class FirstOperatorTest {

  private static final String PASSWORD = "correct-horse-9";
  private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  private record Ended(int exitCode, String output, String error) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final StackProcess stack;
  private final URI gateway;

  FirstOperatorTest(StackProcess stack) throws IOException {
    this.stack = stack;
    this.gateway = stack.address().gateway();
  }

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void createsAnOperatorThatCanListAccounts() throws Exception {
    Ended created = create("olga", "olga@uni.test", PASSWORD, "operator");

    assertThat(created.exitCode()).as(created.error()).isZero();
    UUID id = UUID.fromString(created.output().strip());
    String token = logIn("olga");
    await()
        .untilAsserted(() -> {
          HttpResponse<String> users = get("/api/users?search=olga", token);
          assertThat(users.statusCode()).isEqualTo(200);
          assertThat(users.body()).contains(id.toString(), "\"roles\":[\"operator\"]");
        });
  }

  @Test
  void createsAWorkerWithoutTheRightsOfAnOperator() throws Exception {
    Ended created = create("gpu-1", "gpu-1@uni.test", PASSWORD, "worker");

    assertThat(created.exitCode()).as(created.error()).isZero();
    String token = logIn("gpu-1");
    // Services that have just started may learn of the session late.
    await().untilAsserted(() -> assertThat(get("/api/users", token).statusCode()).isEqualTo(403));
    String start = "/api/jobs/" + UUID.randomUUID() + "/start";
    await("the role allows it, but there is no such job")
        .untilAsserted(() -> assertThat(post(start, token, "{}").statusCode()).isEqualTo(404));
  }

  @Test
  void returnsTheUsageCodeWhenTheNameIsTaken() throws Exception {
    create("otto", "otto@uni.test", PASSWORD, "operator");

    Ended again = create("otto", "other@uni.test", PASSWORD, "operator");

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.error()).contains("already exists").doesNotContain("\tat ", PASSWORD);
  }

  @Test
  void returnsTheUsageCodeWhenPasswordOrRoleIsInvalid() throws Exception {
    Ended weak = create("eve", "eve@uni.test", "short", "operator");
    Ended unknown = create("eve", "eve@uni.test", PASSWORD, "king");

    assertThat(weak.exitCode()).isEqualTo(2);
    assertThat(weak.error()).contains("password");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(post("/api/auth/login", "", credentials("eve")).statusCode()).isEqualTo(401);
  }

  private Ended create(String name, String email, String password, String role) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.cogniscribe.devstack.DevStack", "user"));
    command.addAll(List.of("--data", stack.folder().toString(), "create", "--role", role));
    command.addAll(List.of("--username", name, "--email", email));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GATEWAY_URL", gateway.toString());
    builder.environment().put("COGNISCRIBE_PASSWORD", password);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output, error);
  }

  private String logIn(String name) {
    HttpResponse<String> answer =
        await()
            .pollInSameThread()
            .until(
                () -> post("/api/auth/login", "", credentials(name)),
                login -> login.statusCode() == 200);
    Matcher token = ACCESS_TOKEN.matcher(answer.body());
    assertThat(token.find()).as(answer.body()).isTrue();
    return token.group(1);
  }

  private static String credentials(String name) {
    return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
  }

  private HttpResponse<String> get(String path, String token)
      throws IOException, InterruptedException {
    return http.send(request(path, token).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, token).POST(BodyPublishers.ofString(body));
    return http.send(
        request.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(30));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }
}
