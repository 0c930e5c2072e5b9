package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.ScriptSessions;
import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.system.Edge.Answer;
import io.cogniscribe.system.Person.LoggedIn;
import io.cogniscribe.system.Probes.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/**
 * Both services refuse a token whose session has ended, whichever server is killed, emptied or
 * stopped. No token is accepted by mistake, and open sessions stay open.
 */
@SharedStack
final class RevocationTest {

  private static final String HEARTBEAT = "projection:sessions-live:heartbeat";

  /** Limit in normal operation, for the fastest of several attempts. */
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private static final int SEVERAL = 5;

  /** Limit in normal operation on a machine that is busy with other tests. */
  private static final Duration NORMALLY = Duration.ofSeconds(30);

  /** More than the worst case of 7 seconds in ADR 31. */
  private static final Duration AT_THE_WORST = Duration.ofSeconds(20);

  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private final StackProcess stack;
  private final StackAddress address;
  private final ScriptSessions scripts;
  private Edge edge;
  private Probes probes;

  @SuppressWarnings("NullAway.Init") // JUnit calls open before each test.
  RevocationTest(StackProcess stack) throws IOException {
    this.stack = stack;
    this.address = stack.address();
    this.scripts = ScriptSessions.at(address);
  }

  @BeforeEach
  void open() {
    stack.awaitUp();
    edge = new Edge(address.gateway());
    probes = new Probes(edge);
    // Waits until processes that the previous test killed have restarted.
    probes.awaitLetIn(Person.register(edge).logIn().token(), RECOVERY);
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void refusesATokenAfterALogOut() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();
    assertThat(phone.submit().status()).isEqualTo(201);
    probes.awaitLetIn(phone.token(), NORMALLY);

    assertThat(phone.post("/api/auth/logout").status()).isEqualTo(200);

    probes.awaitRefused("after a log-out", phone.token(), NORMALLY);
    probes.awaitLetIn(laptop.token(), NORMALLY);
  }

  @Test
  void refusesAllTokensAfterLoggingOutEverywhere() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();
    probes.awaitLetIn(phone.token(), NORMALLY);
    probes.awaitLetIn(laptop.token(), NORMALLY);

    assertThat(laptop.post("/api/auth/logout-all").status()).isEqualTo(200);

    probes.awaitRefused("after logging out everywhere", phone.token(), NORMALLY);
    probes.awaitRefused("after logging out everywhere", laptop.token(), NORMALLY);
  }

  @Test
  void refusesATokenWhenTheAccountIsDeactivated() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    probes.awaitLetIn(phone.token(), NORMALLY);

    Answer answer = operator().post("/api/users/" + ada.id() + "/deactivate");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    probes.awaitRefused("after a deactivation", phone.token(), NORMALLY);
  }

  @Test
  void refusesATokenWhenTheAccountIsDeleted() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();
    probes.awaitLetIn(phone.token(), NORMALLY);
    probes.awaitLetIn(laptop.token(), NORMALLY);

    Answer answer = phone.send("DELETE", "/api/users/me", Person.passwordBody("password"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    probes.awaitRefused("after a deletion", phone.token(), NORMALLY);
    probes.awaitRefused("after a deletion", laptop.token(), NORMALLY);
  }

  @Test
  void endsOtherSessionsWhenThePasswordChanges() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();
    probes.awaitLetIn(phone.token(), NORMALLY);
    probes.awaitLetIn(laptop.token(), NORMALLY);

    Answer answer =
        laptop.send(
            "PUT",
            "/api/users/me/password",
            "{\"current_password\":\"%s\",\"new_password\":\"correct-horse-10\"}"
                .formatted(Person.PASSWORD));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    probes.awaitRefused("after a change of the password", phone.token(), NORMALLY);
    probes.awaitLetIn(laptop.token(), NORMALLY);
  }

  @Test
  void appliesAChangeOfRolesToExistingTokens() {
    Person ada = Person.register(edge);
    LoggedIn token = ada.logIn();
    String deactivate = someonesAccount() + "/deactivate";
    probes.awaitStatus("without a role", token, "GET", "/api/users", 403, NORMALLY);
    probes.awaitStatus("without a role", token, "POST", deactivate, 403, NORMALLY);

    changeRoles(ada, "operator");

    probes.awaitStatus("after a promotion", token, "GET", "/api/users", 200, NORMALLY);
    probes.awaitStatus("after a promotion", token, "POST", deactivate, 200, NORMALLY);

    changeRoles(ada, "user");

    probes.awaitStatus("after a demotion", token, "GET", "/api/users", 403, NORMALLY);
    probes.awaitStatus("after a demotion", token, "POST", deactivate, 403, NORMALLY);
  }

  @Test
  void refusesATokenWithinASecondAfterALogOut() {
    Person ada = Person.register(edge);
    List<Duration> waited = new ArrayList<>();
    for (int i = 0; i < SEVERAL; i++) {
      LoggedIn phone = ada.logIn();
      probes.awaitLetIn(phone.token(), NORMALLY);

      assertThat(phone.post("/api/auth/logout").status()).isEqualTo(200);

      waited.add(probes.awaitRefused("after a log-out", phone.token(), NORMALLY));
    }
    assertThat(Collections.min(waited)).isLessThanOrEqualTo(ONE_SECOND);
  }

  @Test
  void appliesAChangeOfRolesWithinASecond() {
    Person ada = Person.register(edge);
    LoggedIn token = ada.logIn();
    probes.awaitLetIn(token.token(), NORMALLY);
    String deactivate = "/api/users/" + UUID.randomUUID() + "/deactivate";
    List<Duration> waited = new ArrayList<>();
    for (int i = 0; i < SEVERAL; i++) {
      boolean isPromoted = i % 2 == 0;

      changeRoles(ada, isPromoted ? "operator" : "user");

      String occasion = isPromoted ? "after a promotion" : "after a demotion";
      Duration commands =
          probes.awaitStatus(occasion, token, "POST", deactivate, isPromoted ? 404 : 403, NORMALLY);
      Duration queries =
          probes.awaitStatus(
              occasion, token, "GET", "/api/users", isPromoted ? 200 : 403, NORMALLY);
      waited.add(commands.plus(queries));
    }
    assertThat(Collections.min(waited)).isLessThanOrEqualTo(ONE_SECOND);
  }

  @Test
  void acceptsNoEndedSessionWhenRedisIsEmptiedAndRebuilt() {
    LoggedIn open = Person.register(edge).logIn();
    List<String> ended =
        Stream.of(loggedOut(), deactivated(), deleted()).map(LoggedIn::token).toList();

    try (RedisClient redis = RedisClient.create(address.redisUrl())) {
      redis.flushAll();
      probes.assertNeverLetIn(ended, () -> isFull(redis, open), RECOVERY);
    }

    ended.forEach(token -> probes.awaitRefused("after the restore", token, NORMALLY));
    probes.awaitLetIn(open.token(), NORMALLY);
  }

  @Test
  void acceptsNoEndedSessionWhenRedisIsKilled() {
    LoggedIn open = Person.register(edge).logIn();
    LoggedIn ended = loggedOut();

    stack.kill9("redis");
    probes.assertNeverLetIn(ended.token(), () -> isFull(address.redisUrl(), open), RECOVERY);

    probes.awaitRefused("after Redis was killed", ended.token(), NORMALLY);
    probes.awaitLetIn(open.token(), RECOVERY);
  }

  @Test
  void refusesATokenAfterALogOutWhenRedisAndPostgresqlWereKilled() {
    Person ada = Person.register(edge);
    stack.kill9("redis");
    stack.kill9("postgres");
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();
    Answer submitted = phone.submit();
    assertThat(submitted.status()).as(submitted.body()).isEqualTo(201);
    assertThat(phone.post("/api/auth/logout").status()).isEqualTo(200);

    probes.awaitRefused("after a log-out without Redis and PostgreSQL", phone.token(), RECOVERY);
    probes.awaitLetIn(laptop.token(), RECOVERY);
    probes.assertNeverLetIn(phone.token(), () -> isFull(address.redisUrl(), laptop), RECOVERY);
  }

  @Test
  void answersUnavailableWhenTheProjectorHangs() throws Exception {
    LoggedIn open = Person.register(edge).logIn();
    LoggedIn endedBefore = loggedOut();
    LoggedIn endedDuring = Person.register(edge).logIn();
    probes.awaitLetIn(endedDuring.token(), NORMALLY);
    stack.signal("projector", "STOP");
    try {
      assertThat(endedDuring.post("/api/auth/logout").status()).isEqualTo(200);

      probes.awaitUnknown("with a projector that hangs", endedDuring.token(), AT_THE_WORST);
      probes.awaitUnknown("with a projector that hangs", open.token(), AT_THE_WORST);
      probes.awaitUnknown("with a projector that hangs", endedBefore.token(), AT_THE_WORST);
      assertThat(probes.commandService(endedDuring.token())).isEqualTo(Status.REFUSED);
      assertThat(probes.commandService(open.token())).isEqualTo(Status.LET_IN);
    } finally {
      stack.signal("projector", "CONT");
    }

    probes.awaitRefused("after the projector went on", endedDuring.token(), RECOVERY);
    probes.awaitRefused("after the projector went on", endedBefore.token(), RECOVERY);
    probes.awaitLetIn(open.token(), RECOVERY);
  }

  @Test
  void stopsAcceptingTokensWhenTheProjectorIsKilled() {
    LoggedIn open = Person.register(edge).logIn();
    LoggedIn endedBefore = loggedOut();

    stack.kill9("projector");
    assertThat(open.post("/api/auth/logout").status()).isEqualTo(200);

    probes.awaitNotLetIn("with a projector that was killed", open.token(), AT_THE_WORST);
    probes.assertNeverLetIn(
        endedBefore.token(), () -> probes.queryService(open.token()) == Status.REFUSED, RECOVERY);
  }

  private LoggedIn loggedOut() {
    return ended("after a log-out", (_, phone) -> phone.post("/api/auth/logout"));
  }

  private LoggedIn deactivated() {
    return ended(
        "after a deactivation",
        (ada, _) -> operator().post("/api/users/" + ada.id() + "/deactivate"));
  }

  private LoggedIn deleted() {
    return ended(
        "after a deletion",
        (_, phone) -> phone.send("DELETE", "/api/users/me", Person.passwordBody("password")));
  }

  /** Returns a token whose session was opened and has ended, in Redis and in the tables. */
  private LoggedIn ended(String occasion, BiFunction<Person, LoggedIn, Answer> end) {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    await().until(() -> openInTheTables(ada).contains(phone.sessionId()));
    Answer answer = end.apply(ada, phone);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    probes.awaitRefused(occasion, phone.token(), NORMALLY);
    await().until(() -> !openInTheTables(ada).contains(phone.sessionId()));
    return phone;
  }

  /** Returns the person's sessions as operators see them. */
  private String openInTheTables(Person person) {
    Answer sessions = operator().send("GET", "/api/users/" + person.id() + "/sessions", null);
    assertThat(sessions.status()).as(sessions.body()).isEqualTo(200);
    return sessions.body();
  }

  private LoggedIn operator() {
    try {
      return new LoggedIn(edge, scripts.token(Role.OPERATOR, "system-test"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String someonesAccount() {
    return "/api/users/" + Person.register(edge).id();
  }

  private void changeRoles(Person person, String role) {
    Answer answer =
        operator()
            .send(
                "PUT",
                "/api/users/" + person.id() + "/roles",
                "{\"roles\":[\"%s\"]}".formatted(role));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static boolean isFull(URI redisUrl, LoggedIn open) {
    try (RedisClient redis = RedisClient.create(redisUrl)) {
      return isFull(redis, open);
    } catch (RuntimeException away) {
      return false;
    }
  }

  /** Returns whether Redis has the heartbeat and the session again. */
  private static boolean isFull(RedisClient redis, LoggedIn open) {
    return redis.exists(HEARTBEAT) && redis.exists("session:" + open.sessionId());
  }
}
