package io.cogniscribe.benchmarks;

import io.cogniscribe.command.account.Argon2Hashes;
import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.testservers.process.TemporaryFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Measures the time of a log-in without its hash, and the time that the rate limiter adds to a
 * submission. Compared requests are measured in alternation, so that load on the machine affects
 * both; a figure is the median of the rounds.
 *
 * @param warmUp load of each kind before measurements start
 * @param each length of a measurement
 * @param say receives lines about the progress
 */
record AccountsBenchmark(Duration warmUp, Duration each, int rounds, Consumer<String> say) {

  private static final int IN_FLIGHT = 2;

  /** Enough that no user has two requests in flight or collects thousands of sessions. */
  private static final int PEOPLE = 50;

  /** A limit that is checked and never reached. */
  private static final String PLENTY = "100000000";

  private static final double MOST_BESIDE_HASH = 35;
  private static final double MOST_FOR_CHECKS = 1;

  List<Figure> run() throws Exception {
    Map<String, String> limits =
        Map.of("RATE_LIMIT_PER_MINUTE", PLENTY, "RATE_LIMIT_PER_HOUR", PLENTY);
    try (TemporaryFolder folder = TemporaryFolder.create("cogniscribe-bench")) {
      say.accept("starting a stack in " + folder.path());
      try (FreshStack stack = FreshStack.start(folder.path().resolve("stack"), limits);
          People people = new People(stack.commandService())) {
        List<Figure> figures = new ArrayList<>(measureLogins(people));
        figures.addAll(measureSubmissions(people, stack));
        return figures;
      }
    }
  }

  private List<Figure> measureLogins(People people) throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      people.register("person-" + i);
    }
    // The encoder of the command-service; Spring's takes longer, because it allocates its memory
    // each time.
    Argon2Hashes argon2id = new Argon2Hashes(IN_FLIGHT);
    String hash = argon2id.encode(People.PASSWORD);
    AtomicInteger turn = new AtomicInteger();
    Load.Request bare = () -> argon2id.matches(People.PASSWORD, hash);
    Load.Request login = () -> people.logIn("person-" + turn.getAndIncrement() % PEOPLE);

    say.accept("warming up for %d s".formatted(warmUp.toSeconds()));
    Load.run(IN_FLIGHT, warmUp.dividedBy(4), bare);
    Load.run(IN_FLIGHT, warmUp, login);
    Rounds hashes = new Rounds();
    Rounds logins = new Rounds();
    for (int round = 1; round <= rounds; round++) {
      hashes.add(Load.run(IN_FLIGHT, each, bare).latencies());
      logins.add(Load.run(IN_FLIGHT, each, login).latencies());
      say.accept(
          "round %d: hash %.1f ms, log-in %.1f ms".formatted(round, hashes.last(), logins.last()));
    }
    return List.of(
        Figure.plain("Argon2id alone, 2 in flight: p50", hashes.median(), "ms"),
        Figure.plain("POST /api/auth/login, 2 in flight: p50", logins.median(), "ms"),
        Figure.plain("POST /api/auth/login, 2 in flight: p99", logins.percentile(99), "ms"),
        Figure.atMost(
            "a log-in without its hash: p50", logins.above(hashes), "ms", MOST_BESIDE_HASH));
  }

  private List<Figure> measureSubmissions(People people, FreshStack stack) throws Exception {
    List<Variant> variants = variants(people, stack);
    say.accept("warming up for %d s".formatted(warmUp.toSeconds()));
    new SubmissionsInTurn(people, variants).run(IN_FLIGHT, warmUp);
    List<Rounds> figures = variants.stream().map(_ -> new Rounds()).toList();
    for (int round = 1; round <= rounds; round++) {
      SubmissionsInTurn turn = new SubmissionsInTurn(people, variants);
      // The variants together take the time that each would take alone.
      turn.run(IN_FLIGHT, each.multipliedBy(variants.size()));
      for (int i = 0; i < variants.size(); i++) {
        figures.get(i).add(turn.latencies().get(i));
      }
      say.accept(
          "round %d: %s"
              .formatted(round, figures.stream().map(f -> "%.1f ms".formatted(f.last())).toList()));
    }
    Rounds bare = figures.getFirst();
    List<Figure> rows = new ArrayList<>();
    rows.add(Figure.plain("POST /api/jobs, 2 in flight, no limit: p50", bare.median(), "ms"));
    for (int i = 1; i < variants.size(); i++) {
      rows.add(
          Figure.atMost(
              "POST /api/jobs: p50 that %s".formatted(variants.get(i).adds()),
              figures.get(i).above(bare),
              "ms",
              MOST_FOR_CHECKS));
    }
    return rows;
  }

  /** Returns users without and with a limit, with their tokens. */
  private static List<Variant> variants(People people, FreshStack stack)
      throws IOException, InterruptedException {
    String operator = stack.sessions().token(Role.OPERATOR, "benchmark");
    List<Variant> variants =
        List.of(
            new Variant("nothing adds", new ArrayList<>()),
            new Variant("the limiter adds", new ArrayList<>()));
    for (int i = 0; i < PEOPLE; i++) {
      String producer = people.register("producer-" + i);
      people.makeProducer(producer, operator);
      String person = people.register("student-" + i);
      variants.get(0).add(people.logIn("producer-" + i), person);
      variants.get(1).add(people.logIn("student-" + i), person);
    }
    return variants;
  }
}
