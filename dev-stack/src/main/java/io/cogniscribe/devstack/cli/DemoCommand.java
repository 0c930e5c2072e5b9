package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.Demo;
import io.cogniscribe.devstack.demo.DemoOptions;
import io.cogniscribe.devstack.demo.NotAcknowledged;
import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.devstack.stack.Refusal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redis.clients.jedis.exceptions.JedisConnectionException;

@Command(
    mixinStandardHelpOptions = true,
    name = "demo",
    description =
        "Submit and process jobs on the running stack, then compare the acknowledged writes"
            + " with the contents of the stores. Exit code 1: they differ.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--users",
      defaultValue = "10",
      description = "Number of users (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--jobs",
      defaultValue = "100",
      description = "Number of jobs (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(names = "--rate", defaultValue = "0", description = "Jobs per second; 0: no limit.")
  private double rate;

  @Option(
      names = "--in-flight",
      defaultValue = "32",
      description = "Concurrent jobs (default: ${DEFAULT-VALUE}).")
  private int inFlight;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "90",
      description = "Time to repeat a write until it is acknowledged (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Seed of the random life of each job.")
  private long seed;

  @Option(
      names = "--transcripts",
      paramLabel = "FILE",
      description = "Texts as JSON lines, .jsonl or .jsonl.gz (default: generated texts).")
  private @Nullable Path transcripts;

  @Override
  public Integer call() throws Exception {
    if (users < 1 || jobs < 1 || inFlight < 1 || rate < 0) {
      throw Refusal.usage("--users, --jobs and --in-flight must be at least 1, --rate at least 0");
    }
    StackAddress stack = data.stack();
    DemoOptions options =
        new DemoOptions(
            users,
            jobs,
            rate,
            inFlight,
            Duration.ofSeconds(patience),
            seed,
            Optional.ofNullable(transcripts));
    try {
      return new Demo(stack, options, System.out).run() ? 0 : 1;
    } catch (NotAcknowledged e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (SQLException | JedisConnectionException e) {
      throw Refusal.unavailable("a store of the stack does not answer: " + e.getMessage());
    }
  }
}
