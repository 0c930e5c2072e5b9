package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.local.traffic.Role;
import io.cogniscribe.local.traffic.StackAddress;
import io.cogniscribe.local.traffic.TokenMint;
import io.cogniscribe.system.Edge.Answer;
import io.cogniscribe.system.Person.LoggedIn;
import io.cogniscribe.system.Probes.Standing;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/**
 * A token whose session has ended is refused by both services, whatever is killed, emptied or
 * stopped; nobody is let in by mistake, and whoever is logged in stays so.
 */
@SharedStack
final class RevocationTest {

  private static final String HEARTBEAT = "projection:sessions-live:heartbeat";

  /** One second in normal running; a machine that is busy with other tests is given more. */
  private static final Duration NORMALLY = Duration.ofSeconds(5);

  /** Seven seconds at the worst, says ADR 31. */
  private static final Duration AT_THE_WORST = Duration.ofSeconds(20);

  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private final StackProcess stack;
  private final StackAddress address;
  private final TokenMint mint;
  private Edge edge;
  private Probes probes;

  @SuppressWarnings("NullAway.Init") // JUnit calls open before each test.
  RevocationTest(StackProcess stack) throws IOException {
    this.stack = stack;
    this.address = stack.address();
    this.mint = new TokenMint(address.jwtSecretKey(), Clock.systemUTC());
  }

  @BeforeEach
  void open() {
    stack.awaitUp();
    edge = new Edge(address.gateway());
    probes = new Probes(edge);
    // Whoever was killed by the test before has come back by then.
    probes.awaitLetIn(Person.register(edge).logIn().token(), RECOVERY);
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void whoRegistersLogsInSubmitsAndLogsOutIsRefused() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();
    assertThat(phone.submit().status()).isEqualTo(201);
    probes.assertLetIn(phone.token());

    assertThat(phone.post("/api/auth/logout").status()).isEqualTo(200);

    probes.awaitRefused("after a log-out", phone.token(), NORMALLY);
    probes.assertLetIn(laptop.token());
  }

  @Test
  void loggingOutEverywhereEndsEverySession() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();

    assertThat(laptop.post("/api/auth/logout-all").status()).isEqualTo(200);

    probes.awaitRefused("after logging out everywhere", phone.token(), NORMALLY);
    probes.awaitRefused("after logging out everywhere", laptop.token(), NORMALLY);
  }

  @Test
  void whoIsDeactivatedIsRefused() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    probes.assertLetIn(phone.token());

    Answer answer = operator().post("/api/users/" + ada.id() + "/deactivate");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    probes.awaitRefused("after a deactivation", phone.token(), NORMALLY);
  }

  @Test
  void whoDeletesTheAccountIsRefused() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();

    Answer answer = phone.send("DELETE", "/api/users/me", Person.passwordBody("password"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    probes.awaitRefused("after a deletion", phone.token(), NORMALLY);
    probes.awaitRefused("after a deletion", laptop.token(), NORMALLY);
  }

  @Test
  void anotherPasswordEndsTheOtherSessionsAndKeepsItsOwn() {
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn laptop = ada.logIn();

    Answer answer =
        laptop.send(
            "PUT",
            "/api/users/me/password",
            "{\"current_password\":\"%s\",\"new_password\":\"correct-horse-10\"}"
                .formatted(Person.PASSWORD));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    probes.awaitRefused("after a change of the password", phone.token(), NORMALLY);
    probes.assertLetIn(laptop.token());
  }

  @Test
  void anotherRoleCountsInTheTokenThatIsThere() {
    Person ada = Person.register(edge);
    LoggedIn token = ada.logIn();
    assertThat(token.send("GET", "/api/users", null).status()).isEqualTo(403);
    assertThat(token.post(someonesAccount() + "/deactivate").status()).isEqualTo(403);

    changeRoles(ada, "operator");

    probes.awaitStatus("after a promotion", token, "GET", "/api/users", 200, NORMALLY);
    assertThat(token.post(someonesAccount() + "/deactivate").status()).isEqualTo(200);

    changeRoles(ada, "user");

    probes.awaitStatus("after a demotion", token, "GET", "/api/users", 403, NORMALLY);
    assertThat(token.post(someonesAccount() + "/deactivate").status()).isEqualTo(403);
  }

  @Test
  void aRedisThatIsEmptiedAndFilledAgainLetsNobodyIn() {
    LoggedIn open = Person.register(edge).logIn();
    LoggedIn ended = loggedOut();

    try (RedisClient redis = RedisClient.create(address.redisUrl())) {
      redis.flushAll();
      probes.assertNeverLetIn(ended.token(), () -> isFull(redis, open), RECOVERY);
    }

    probes.awaitRefused("after the refill", ended.token(), NORMALLY);
    probes.assertLetIn(open.token());
  }

  @Test
  void aRedisThatIsKilledLetsNobodyIn() {
    LoggedIn open = Person.register(edge).logIn();
    LoggedIn ended = loggedOut();

    stack.kill9("redis");
    probes.assertNeverLetIn(ended.token(), () -> isFull(address.redisUrl(), open), RECOVERY);

    probes.awaitRefused("after Redis was killed", ended.token(), NORMALLY);
    probes.awaitLetIn(open.token(), RECOVERY);
  }

  @Test
  void whoeverUsesTheServiceWhileRedisAndPostgresqlAreKilledIsRefusedAfterTheLogOut() {
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
  void aProjectorThatHangsMakesReadsUnavailableInsteadOfWrong() throws Exception {
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
      assertThat(probes.commandService(endedDuring.token())).isEqualTo(Standing.REFUSED);
      assertThat(probes.commandService(open.token())).isEqualTo(Standing.LET_IN);
      probes.assertLetIn(mint.mint(Role.WORKER, "system-test"));
    } finally {
      stack.signal("projector", "CONT");
    }

    probes.awaitRefused("after the projector went on", endedDuring.token(), RECOVERY);
    probes.awaitRefused("after the projector went on", endedBefore.token(), RECOVERY);
    probes.awaitLetIn(open.token(), RECOVERY);
  }

  @Test
  void aProjectorThatIsKilledLetsNobodyInForLong() {
    LoggedIn open = Person.register(edge).logIn();
    LoggedIn endedBefore = loggedOut();

    stack.kill9("projector");
    assertThat(open.post("/api/auth/logout").status()).isEqualTo(200);

    probes.awaitNotLetIn("with a projector that was killed", open.token(), AT_THE_WORST);
    probes.assertNeverLetIn(
        endedBefore.token(), () -> probes.queryService(open.token()) == Standing.REFUSED, RECOVERY);
  }

  private LoggedIn loggedOut() {
    LoggedIn person = Person.register(edge).logIn();
    assertThat(person.post("/api/auth/logout").status()).isEqualTo(200);
    probes.awaitRefused("after a log-out", person.token(), NORMALLY);
    return person;
  }

  private LoggedIn operator() {
    return new LoggedIn(edge, mint.mint(Role.OPERATOR, "system-test"));
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

  /** Whether Redis can tell of sessions again, without anybody's help. */
  private static boolean isFull(RedisClient redis, LoggedIn open) {
    return redis.exists(HEARTBEAT) && redis.exists("session:" + open.sessionId());
  }
}
