package io.cogniscribe.command.api;

import static io.cogniscribe.command.api.EdgeTest.assertProblem;
import static io.cogniscribe.command.api.EdgeTest.recording;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.command.limit.PatientLimiter;
import io.cogniscribe.command.limit.RateLimiter;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.security.Role;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Quotas over HTTP. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RateLimitsTest {

  /** Counts every request in Redis, even if Redis is slow. */
  static class PatientService extends TestedService {

    @Bean
    @Primary
    RateLimiter patientLimiter(Settings settings) {
      return PatientLimiter.on(settings.redis().forRateLimits());
    }
  }

  private RunningService service;
  private Api api;
  private RedisClient client;
  private RedisCommands<String, String> redis;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before any test.
  RateLimitsTest() {}

  @BeforeAll
  void start(TestServers servers, @TempDir Path state) {
    String redisUrl = servers.fresh().redisUrl();
    int counted = Settings.of(Map.of("REDIS_URL", redisUrl)).redis().forRateLimits().database();
    client = RedisClient.create(redisUrl.replaceFirst("/[0-9]+$", "/" + counted));
    redis = client.connect().sync();
    service =
        RunningService.start(
            PatientService.class,
            servers.kafkaBootstrapServers(),
            state,
            Map.of(
                "REDIS_URL", redisUrl,
                "RATE_LIMIT_PER_MINUTE", "10",
                "RATE_LIMIT_PER_HOUR", "100",
                "RATE_LIMIT_LOGIN_PER_MINUTE", "3",
                "RATE_LIMIT_REGISTRATION_PER_HOUR", "2",
                "RATE_LIMIT_WRITE_PER_MINUTE", "2",
                "RATE_LIMIT_WORKER_PER_MINUTE", "3",
                "RATE_LIMIT_OPERATOR_PER_MINUTE", "2"));
    api = service.api();
    await().until(this::requestsAreCountedInRedis);
  }

  /** Returns whether the service is connected to Redis; before, it counts requests by itself. */
  private boolean requestsAreCountedInRedis() {
    Client probe = api.somebody(Role.USER);
    submit(probe);
    return redis.exists("ratelimit:submission:" + probe.id()) == 1
        && submit(probe).header("RateLimit").contains("r=8;");
  }

  @AfterAll
  void stop() {
    service.close();
    client.shutdown();
  }

  @Test
  void aUserSubmitsTenJobsAMinuteAndIsToldWhenToComeBack() {
    Client student = api.somebody(Role.USER);
    for (int left = 9; left >= 0; left--) {
      Answer answer = submit(student);
      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      assertThat(answer.header("RateLimit-Policy"))
          .isEqualTo("\"submission-minute\";q=10;w=60, \"submission-hour\";q=100;w=3600");
      assertThat(answer.header("RateLimit"))
          .matches("\"submission-minute\";r=" + left + ";t=\\d{1,2}");
    }

    Answer refused = submit(student);

    assertProblem(refused, 429, "rate_limit_exceeded");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    assertThat(refused.header("RateLimit")).matches("\"submission-minute\";r=0;t=\\d{1,2}");
    assertThat(submit(api.somebody(Role.USER)).status()).isEqualTo(201);
    assertThat(redis.exists("ratelimit:submission:" + student.id()))
        .as("counted in Redis, not by the instance alone")
        .isEqualTo(1);
  }

  @Test
  void eachCommandOfABatchCounts() {
    Client student = api.somebody(Role.USER);

    Answer six = batch(student, 6);
    Answer five = batch(student, 5);
    Answer four = batch(student, 4);

    assertThat(six.status()).as(six.body()).isEqualTo(200);
    assertThat(six.header("RateLimit")).startsWith("\"submission-minute\";r=4;");
    assertProblem(five, 429, "rate_limit_exceeded");
    assertThat(four.status()).isEqualTo(200);
    assertProblem(submit(student), 429, "rate_limit_exceeded");
  }

  @Test
  void aBatchThatIsLargerThanTheQuotaIsToldToBeSmallerAndCostsNothing() {
    Client student = api.somebody(Role.USER);

    Answer eleven = batch(student, 11);
    Answer ten = batch(student, 10);

    assertProblem(eleven, 422, "batch_exceeds_quota");
    assertThat(eleven.text("detail")).contains("has 11 commands", "allows 10 at once");
    assertThat(eleven.header("Retry-After")).isEmpty();
    assertThat(eleven.header("RateLimit-Policy")).contains("q=10;w=60");
    assertThat(ten.status()).as(ten.body()).isEqualTo(200);
  }

  @Test
  void whoWorksForTheSystemIsNotLimited() {
    Client producer = api.somebody(Role.PRODUCER);

    assertThat(batch(producer, 200).status()).isEqualTo(200);
    assertThat(submit(producer).header("RateLimit")).isEmpty();
  }

  @Test
  void aKeyIsAClientOfItsOwnWithTheLimitsOfItsRole() {
    Answer key = key("worker");
    Answer other = key("worker");
    String job = submit(api.somebody(Role.USER)).header("Location");

    for (int left = 2; left >= 0; left--) {
      assertThat(call(key, job).header("RateLimit")).startsWith("\"write-minute\";r=" + left + ";");
    }
    assertProblem(call(key, job), 429, "rate_limit_exceeded");

    assertThat(call(other, job).status()).isNotEqualTo(429);
    assertThat(redis.exists("ratelimit:write:" + key.text("id"))).isEqualTo(1);
  }

  private Answer key(String role) {
    return api.post("/api/api-keys", "{\"label\": \"a\", \"role\": \"%s\"}".formatted(role))
        .by(api.somebody(Role.OPERATOR))
        .send();
  }

  private Answer call(Answer key, String job) {
    return api.post(job + "/start").with("X-API-Key", key.text("api_key")).send();
  }

  @Test
  void otherWritesAreCountedApartAndReadsNotAtAll() {
    Client student = api.somebody(Role.USER);
    String job = submit(student).header("Location");

    assertThat(api.post(job + "/cancel").by(student).send().status()).isEqualTo(200);
    assertThat(api.delete(job).by(student).send().header("RateLimit")).contains("r=0");
    assertProblem(api.post(job + "/retry").by(student).send(), 429, "rate_limit_exceeded");
    for (int i = 0; i < 5; i++) {
      Answer read = api.get("/api/commands/" + UUID.randomUUID()).by(student).send();
      assertThat(read.status()).isNotEqualTo(429);
      assertThat(read.header("RateLimit")).isEmpty();
    }
  }

  @Test
  void recordsOfReadsAreNoWritesOfTheReaders() {
    Client operator = api.somebody(Role.OPERATOR);
    for (int i = 0; i < 5; i++) {
      Answer answer =
          api.post("/internal/access-records", "{\"action\": \"list_users\"}").by(operator).send();
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("RateLimit")).isEmpty();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(
              api.post("/api/users/" + operator.id() + "/deactivate").by(operator).send().status())
          .isEqualTo(404);
    }
    assertProblem(
        api.post("/api/users/" + operator.id() + "/deactivate").by(operator).send(),
        429,
        "rate_limit_exceeded");
  }

  @Test
  void loggingInIsLimitedByAddressThatOnlyAProxyMayClaim() {
    for (int i = 0; i < 3; i++) {
      assertThat(logIn("198.51.100.1").status()).isEqualTo(401);
    }

    assertProblem(logIn("198.51.100.1"), 429, "rate_limit_exceeded");
    assertProblem(logIn("203.0.113.1, 198.51.100.1"), 429, "rate_limit_exceeded");
    assertThat(logIn("198.51.100.2").status()).isEqualTo(401);
    assertThat(redis.keys("ratelimit:login:*")).as("one per address").hasSize(2);
  }

  @Test
  void registeringIsLimitedByAddressWhateverTokenIsSentAlong() {
    assertThat(register("198.51.100.3", api.somebody(Role.USER)).status()).isEqualTo(201);
    assertThat(register("198.51.100.3", api.somebody(Role.OPERATOR)).status()).isEqualTo(201);

    Answer refused = register("198.51.100.3", api.somebody(Role.OPERATOR));

    assertProblem(refused, 429, "rate_limit_exceeded");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_500, 3_600);
  }

  @Test
  void answersARetryAsBeforeWhenTheQuotaIsUsedUp() {
    Client student = api.somebody(Role.USER);
    List<Answer> first = IntStream.range(0, 10).mapToObj(i -> submit(student, "key-" + i)).toList();

    assertThat(first).extracting(Answer::status).containsOnly(201);
    assertProblem(submit(student, "unknown"), 429, "rate_limit_exceeded");
    for (int i = 0; i < 10; i++) {
      Answer again = submit(student, "key-" + i);
      assertThat(again.status()).as(again.body()).isEqualTo(201);
      assertThat(again.body()).isEqualTo(first.get(i).body());
      assertThat(again.header("Consistency-Token"))
          .isEqualTo(first.get(i).header("Consistency-Token"));
    }
    assertProblem(
        api.post("/api/jobs", recording().replace("lecture", "another"))
            .by(student)
            .with("Idempotency-Key", "key-0")
            .send(),
        429,
        "rate_limit_exceeded");
  }

  @Test
  void countsARetryOnlyOnce() {
    Client student = api.somebody(Role.USER);
    for (int i = 0; i < 12; i++) {
      assertThat(submit(student, "the-same").status()).isEqualTo(201);
    }

    assertThat(submit(student).header("RateLimit")).contains("r=8;");
  }

  @Test
  void answersABatchAsBeforeWhenTheQuotaIsUsedUp() {
    Client student = api.somebody(Role.USER);
    Answer first = batch(student, 9, "batch");
    Answer again = batch(student, 9, "batch");

    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertProblem(batch(student, 9, "another"), 429, "rate_limit_exceeded");
    assertThat(submit(student).header("RateLimit")).contains("r=0;");
  }

  @Test
  void answersARegistrationAsBeforeWhenTheQuotaIsUsedUp() {
    String ada = registration();
    Answer first = register("198.51.100.4", ada, "k-1");
    Answer other = register("198.51.100.4", registration(), "k-1");

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(other.status()).as(other.body()).isEqualTo(201);
    assertProblem(register("198.51.100.4", registration(), "k-1"), 429, "rate_limit_exceeded");
    assertThat(register("198.51.100.4", ada, "k-1").body()).isEqualTo(first.body());
  }

  @Test
  void takesNothingFromTheQuotaWhenARequestIsInvalid() {
    Client student = api.somebody(Role.USER);
    assertProblem(api.post("/api/jobs", "{").by(student).send(), 400, "malformed_json");
    assertProblem(
        api.post("/api/jobs", recording().replace("mp3", "exe")).by(student).send(),
        422,
        "validation_failed");

    assertThat(submit(student).header("RateLimit")).contains("r=9;");
  }

  /** This service allows two invalid requests per minute. */
  @Test
  void takesInvalidRequestsFromTheQuotaWhenThereAreTooMany() {
    Client student = api.somebody(Role.USER);
    List<Integer> answers =
        Stream.generate(() -> api.post("/api/jobs", "{").by(student).send().status())
            .limit(13)
            .toList();

    assertThat(answers.subList(0, 12)).containsOnly(400);
    assertThat(answers.getLast()).isEqualTo(429);
    assertProblem(batch(student, 1, "k", "[]"), 429, "rate_limit_exceeded");
  }

  private Answer submit(Client client, String key) {
    return api.post("/api/jobs", recording()).by(client).with("Idempotency-Key", key).send();
  }

  private Answer submit(Client client) {
    return api.post("/api/jobs", recording()).by(client).send();
  }

  private Answer batch(Client client, int commands) {
    return batch(client, commands, UUID.randomUUID().toString());
  }

  private Answer batch(Client client, int commands, String key) {
    return batch(
        client,
        commands,
        key,
        "{\"type\": \"submit_job\", \"filename\": \"a.mp3\", \"file_size_bytes\": 1,"
            + " \"user_id\": \"%s\"}".formatted(client.id()));
  }

  private Answer batch(Client client, int commands, String key, String command) {
    String body =
        Stream.generate(() -> command)
            .limit(commands)
            .collect(Collectors.joining(",", "{\"commands\": [", "]}"));
    return api.post("/api/commands", body).by(client).with("Idempotency-Key", key).send();
  }

  private Answer logIn(String address) {
    // Uses another name each time, because repeated guesses at one name are delayed.
    String body =
        "{\"username\": \"%s\", \"password\": \"nothing at all\"}".formatted(UUID.randomUUID());
    return api.post("/api/auth/login", body).with("X-Forwarded-For", address).send();
  }

  private Answer register(String address, Client by) {
    return api.post("/api/auth/register", registration())
        .with("X-Forwarded-For", address)
        .by(by)
        .send();
  }

  private Answer register(String address, String body, String key) {
    return api.post("/api/auth/register", body)
        .with("X-Forwarded-For", address)
        .with("Idempotency-Key", key)
        .send();
  }

  private static String registration() {
    String name = "otto-" + UUID.randomUUID();
    return "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"password\": \"correct horse\"}"
        .formatted(name, name);
  }
}
