package io.cogniscribe.devstack.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import redis.clients.jedis.exceptions.JedisException;

/** Runs producers and workers on a stack, then checks that no write was lost or duplicated. */
public final class Demo {

  private static final Duration CATCHING_UP = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int SHOWN_COMPLAINTS = 5;

  private final StackAddress stack;
  private final DemoOptions options;
  private final PrintStream output;
  private final String runId = UUID.randomUUID().toString().substring(0, 8);

  public Demo(StackAddress stack, DemoOptions options, PrintStream output) {
    this.stack = stack;
    this.options = options;
    this.output = output;
  }

  /**
   * Runs the demo.
   *
   * @return whether all writes were acknowledged and every store agrees with them
   */
  public boolean run() throws IOException, InterruptedException, SQLException {
    Optional<Path> file = options.transcripts();
    List<Transcript> transcripts =
        file.isPresent() ? Transcripts.read(file.get()) : Transcripts.invented();
    List<JobPlan> plans =
        JobPlan.draw(options.jobs(), options.users(), transcripts, options.seed());
    output.printf(
        "run %s: %d users, %d jobs, seed %d%n",
        runId, options.users(), plans.size(), options.seed());
    Figures countersBefore = RedisFigures.counters(stack.redisUrl());
    try (GatewayClient client = new GatewayClient(stack.gateway())) {
      PatientWriter writer = new PatientWriter(client::send, options.patience());
      JobPlay.Cast cast = cast(writer, plans);
      List<Optional<DemoJob>> played = play(plans, new JobPlay(writer, cast));
      List<DemoJob> demoJobs = played.stream().flatMap(Optional::stream).toList();
      Comparison comparison = compare(cast.users(), demoJobs, countersBefore);
      comparison.lines().forEach(output::println);
      boolean complete = demoJobs.size() == plans.size() && complain(demoJobs);
      output.printf(
          "%s; %d of %d jobs finished, %d attempts repeated%n",
          comparison.isEqual() ? "equal" : "DIFFERS",
          demoJobs.stream().filter(demoJob -> demoJob.complaint().isEmpty()).count(),
          plans.size(),
          writer.repeats());
      return comparison.isEqual() && complete;
    }
  }

  /** Registers the users, and logs in those whose jobs need their owner to act. */
  private JobPlay.Cast cast(PatientWriter writer, List<JobPlan> plans) throws InterruptedException {
    Accounts accounts = new Accounts(writer, stack.jwtSecretKey());
    // Runs first, because it refuses a stack with another signing key.
    ScriptSessions sessions = ScriptSessions.at(stack);
    String producer = sessions.token(Role.PRODUCER, "demo-producer");
    String worker = sessions.token(Role.WORKER, "demo-worker");
    List<Integer> numbers = IntStream.range(0, options.users()).boxed().toList();
    List<Integer> acting =
        plans.stream()
            .filter(plan -> plan.fate().steps().stream().anyMatch(Step::isOwners))
            .map(JobPlan::owner)
            .distinct()
            .toList();
    List<UUID> users =
        together("users registered", numbers, number -> accounts.register(username(number)));
    List<String> tokens =
        together("users logged in", acting, number -> accounts.logInNewcomer(username(number)));
    Map<Integer, String> userTokens = new HashMap<>();
    IntStream.range(0, acting.size()).forEach(i -> userTokens.put(acting.get(i), tokens.get(i)));
    return new JobPlay.Cast(runId, producer, worker, users, userTokens);
  }

  private <R> List<R> together(String what, List<Integer> users, Crowd.Task<Integer, R> task)
      throws InterruptedException {
    try (Progress progress = Progress.of(what, users.size(), output)) {
      return new Crowd(options.inFlight(), 0).each(users, progress, task);
    }
  }

  private List<Optional<DemoJob>> play(List<JobPlan> plans, JobPlay play)
      throws InterruptedException {
    try (Progress progress = Progress.of("jobs", plans.size(), output)) {
      return new Crowd(options.inFlight(), options.rate())
          .each(plans, progress, plan -> playOne(play, plan));
    }
  }

  private Optional<DemoJob> playOne(JobPlay play, JobPlan plan) throws InterruptedException {
    try {
      return Optional.of(play.play(plan));
    } catch (NotAcknowledged e) {
      output.println(e.getMessage());
      return Optional.empty();
    }
  }

  /** Compares until all is equal, or until 60 seconds have passed: projections may lag. */
  private Comparison compare(List<UUID> users, List<DemoJob> demoJobs, Figures countersBefore)
      throws InterruptedException, SQLException {
    Figures acknowledged = Figures.acknowledged(users.size(), demoJobs);
    List<UUID> jobs = demoJobs.stream().map(DemoJob::jobId).toList();
    Instant deadline = Instant.now().plus(CATCHING_UP);
    while (true) {
      boolean last = Instant.now().isAfter(deadline);
      try {
        Comparison comparison =
            new Comparison(
                acknowledged,
                PostgresFigures.read(stack.jdbcUrl(), users, jobs),
                RedisFigures.counters(stack.redisUrl()).since(countersBefore),
                RedisFigures.tasks(stack.redisUrl(), jobs));
        if (comparison.isEqual() || last) {
          return comparison;
        }
      } catch (SQLException | JedisException e) {
        if (last) {
          throw e;
        }
      }
      Thread.sleep(POLL);
    }
  }

  private boolean complain(List<DemoJob> demoJobs) {
    List<String> complaints =
        demoJobs.stream().map(DemoJob::complaint).flatMap(Optional::stream).toList();
    complaints.stream().limit(SHOWN_COMPLAINTS).forEach(output::println);
    return complaints.isEmpty();
  }

  private String username(int number) {
    return "demo-" + runId + "-" + number;
  }
}
