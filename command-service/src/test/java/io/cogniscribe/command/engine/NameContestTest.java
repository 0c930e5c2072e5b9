package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.local.junit.RealServers;
import io.cogniscribe.local.junit.TestServers;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients race for one name: exactly one of them gets an account. */
@RealServers
final class NameContestTest {

  private static final int CONTESTS = 1_000;
  private static final int AT_ONCE = 50;
  private static final int CLIENTS = 8;
  private static final NameClaims CLAIMS =
      NameClaims.keyedBy("a key that is long enough for any name".getBytes(StandardCharsets.UTF_8));

  private final TestServers servers;

  NameContestTest(TestServers servers) {
    this.servers = servers;
  }

  @Test
  void everyContestHasOneWinner(@TempDir Path state) {
    KafkaClients clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
    try (RunningDeciders deciders = RunningDeciders.start(clients, state)) {
      for (int first = 0; first < CONTESTS; first += AT_ONCE) {
        List<List<CompletableFuture<Outcome>>> contests =
            IntStream.range(first, first + AT_ONCE)
                .mapToObj(contest ->
                    IntStream.range(0, CLIENTS)
                        .mapToObj(client -> deciders.accounts().send(registration(contest, client)))
                        .toList())
                .toList();
        for (List<CompletableFuture<Outcome>> contest : contests) {
          assertOneWinner(
              contest.stream().map(answer -> settled(deciders, answer.join())).toList());
        }
      }
    } finally {
      servers.deleteTopics();
    }
  }

  private static void assertOneWinner(List<Outcome> outcomes) {
    List<String> refusals =
        outcomes.stream()
            .map(Outcome::result)
            .flatMap(result ->
                result instanceof Outcome.Rejected(_, var code, _, _)
                    ? Stream.of(code)
                    : Stream.empty())
            .toList();
    assertThat(outcomes.stream().filter(o -> o.result() instanceof Outcome.Accepted)).hasSize(1);
    assertThat(refusals)
        .hasSize(CLIENTS - 1)
        .allMatch(code -> code.equals("username_taken") || code.equals("email_taken"));
  }

  /** Clients of an even contest want one username, those of an odd one want one address. */
  private static CommandEnvelope<AccountCommand> registration(int contest, int client) {
    String own = "-" + contest + "-" + client;
    String username = contest % 2 == 0 ? "wanted-" + contest : "name" + own;
    String email = (contest % 2 == 1 ? "wanted-" + contest : "mail" + own) + "@example.org";
    UUID commandId = UuidCreator.getTimeOrderedEpoch();
    return new CommandEnvelope<>(
        commandId,
        UuidCreator.getTimeOrderedEpoch(),
        Actor.SYSTEM,
        Instant.now(),
        null,
        null,
        commandId,
        null,
        null,
        new AccountCommand.Register(
            username,
            email,
            "hash",
            CLAIMS.id(NameKind.USERNAME, username),
            CLAIMS.id(NameKind.EMAIL, email)));
  }

  /** One that was not decided in time is looked up. */
  private static Outcome settled(RunningDeciders deciders, Outcome outcome) {
    return outcome.result() instanceof Outcome.Pending
        ? await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> deciders.streams().find(outcome.commandId()).orElse(outcome),
                found -> !(found.result() instanceof Outcome.Pending))
        : outcome;
  }
}
