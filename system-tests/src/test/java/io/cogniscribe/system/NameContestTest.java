package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.system.Registrations.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many clients register the same name while the command-service is killed. Exactly one of them gets
 * an account, all others are refused, and the other name of each loser is free again.
 */
@SharedStack
final class NameContestTest {

  private static final int CLIENTS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final StackProcess stack;

  NameContestTest(StackProcess stack) {
    this.stack = stack;
  }

  @Test
  @Tag("long")
  void givesEachOfAThousandNamesToOneClientWhenTheCommandServiceIsKilled() throws Exception {
    try (Registrations log =
        RegistrationsThroughTheLog.of(
            stack.kafkaBootstrapServers(),
            stack.secrets().nameKeySecret(),
            stack.secrets().actorKeySecret())) {
      assertOneWinnerEach("log", new Race(log, 1_000, 50, 500));
    }
  }

  @Test
  void givesEachNameToOneClientOverHttp() throws Exception {
    try (Registrations http = RegistrationsOverHttp.at(stack.address().gateway())) {
      assertOneWinnerEach("http", new Race(http, 30, 5, 15));
    }
  }

  /**
   * A series of contests, some of them concurrent.
   *
   * @param fatal index of the contest, the first one of a round, at whose first answer the
   *     command-service is killed
   */
  private record Race(Registrations door, int contests, int atOnce, int fatal) {}

  /**
   * Clients of an even contest register the same username, those of an odd one the same address.
   */
  private record Claimant(String series, int contest, int client) {

    boolean wantsUsername() {
      return contest % 2 == 0;
    }

    String username() {
      return wantsUsername() ? wanted() : own();
    }

    String email() {
      return (wantsUsername() ? own() : wanted()) + "@example.org";
    }

    private String wanted() {
      return "wanted-%s-%d".formatted(series, contest);
    }

    private String own() {
      return "own-%s-%d-%d".formatted(series, contest, client);
    }

    /** Returns the refusal of a client that loses the contest. */
    Verdict refusal() {
      return new Verdict.Refused(wantsUsername() ? "username_taken" : "email_taken");
    }

    /** Registers the name that only this claimant used, together with a new one. */
    CompletableFuture<Verdict> registerAgain(Registrations door) {
      String another = "later-%s-%d".formatted(series, contest);
      return wantsUsername()
          ? door.register(another, email())
          : door.register(username(), another + "@example.org");
    }
  }

  private void assertOneWinnerEach(String series, Race race) {
    Map<Claimant, Verdict> verdicts = run(series, race);

    Map<Claimant, Verdict.Registered> winners = new LinkedHashMap<>();
    verdicts.forEach((claimant, verdict) -> {
      switch (verdict) {
        case Verdict.Registered won -> winners.put(claimant, won);
        case Verdict.Refused refused -> assertThat(refused).isEqualTo(claimant.refusal());
      }
    });
    assertThat(winners.keySet().stream().map(Claimant::contest))
        .containsExactlyElementsOf(IntStream.range(0, race.contests()).boxed().toList());
    awaitAccountsOfWinnersAlone(
        verdicts.keySet(),
        winners.values().stream().map(Verdict.Registered::account).collect(Collectors.toSet()));
    assertNamesOfLosersAreFree(race.door(), losers(verdicts));
  }

  private Map<Claimant, Verdict> run(String series, Race race) {
    Map<Claimant, Verdict> verdicts = new LinkedHashMap<>();
    for (int first = 0; first < race.contests(); first += race.atOnce()) {
      Map<Claimant, CompletableFuture<Verdict>> answers = new LinkedHashMap<>();
      for (int contest = first; contest < first + race.atOnce(); contest++) {
        for (int client = 0; client < CLIENTS; client++) {
          Claimant claimant = new Claimant(series, contest, client);
          answers.put(claimant, race.door().register(claimant.username(), claimant.email()));
        }
      }
      if (first == race.fatal()) {
        CompletableFuture.anyOf(answers.values().toArray(CompletableFuture[]::new)).join();
        stack.kill9("command-service");
        assertThat(answers.values()).as("killed in the middle").anyMatch(a -> !a.isDone());
      }
      answers.forEach((claimant, answer) -> verdicts.put(claimant, settled(answer)));
    }
    return verdicts;
  }

  private static Verdict settled(CompletableFuture<Verdict> answer) {
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Losers release their names shortly after their refusal. */
  private void awaitAccountsOfWinnersAlone(Set<Claimant> claimants, Set<UUID> winners) {
    Set<String> usernames = claimants.stream().map(Claimant::username).collect(Collectors.toSet());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          RecordedAccounts accounts =
              RecordedAccounts.read(stack.kafkaBootstrapServers()).of(usernames);
          assertThat(accounts.requested()).as("registrations").hasSameSizeAs(claimants);
          assertThat(accounts.registered()).as("accounts").containsOnlyKeys(winners);
          assertThat(accounts.registered().values()).as("times").containsOnly(1);
          assertThat(accounts.refused().size() + winners.size())
              .as("registrations that are over")
              .isEqualTo(claimants.size());
          assertThat(accounts.holders())
              .as("names that are taken")
              .isEqualTo(accounts.namesOfRegistered());
        });
  }

  /** Returns one loser of each contest. */
  private static List<Claimant> losers(Map<Claimant, Verdict> verdicts) {
    return List.copyOf(
        verdicts.entrySet().stream()
            .filter(verdict -> verdict.getValue() instanceof Verdict.Refused)
            .map(Map.Entry::getKey)
            .collect(Collectors.toMap(Claimant::contest, loser -> loser, (one, _) -> one))
            .values());
  }

  private static void assertNamesOfLosersAreFree(Registrations door, List<Claimant> losers) {
    List<CompletableFuture<Verdict>> answers =
        losers.stream().map(loser -> loser.registerAgain(door)).toList();
    assertThat(answers.stream().map(NameContestTest::settled))
        .allMatch(Verdict.Registered.class::isInstance);
  }
}
