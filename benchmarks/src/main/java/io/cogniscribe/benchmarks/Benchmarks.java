package io.cogniscribe.benchmarks;

import io.cogniscribe.devstack.demo.Transcripts;
import io.cogniscribe.testservers.process.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code bench} command. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the product on this machine.",
    subcommands = {Benchmarks.Quick.class, Benchmarks.Accounts.class, Benchmarks.Replay.class})
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs a benchmark. Exits with 1 when a figure misses its target. */
  public static void main(String[] args) {
    // Silences libraries, whose output would hide the figures.
    System.setProperty("logback.configurationFile", "io/cogniscribe/devstack/console-logback.xml");
    System.exit(
        new CommandLine(new Benchmarks())
            .execute(args.length == 0 ? new String[] {"quick"} : args));
  }

  @Command(
      name = "quick",
      mixinStandardHelpOptions = true,
      description = "Measures throughput and latency of a fresh stack, in about five minutes.")
  static final class Quick implements Callable<Integer> {

    @Option(names = "--warm-up", defaultValue = "60", description = "Seconds of load to warm up.")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "8", description = "Length of each measurement.")
    private int seconds;

    @Option(names = "--backlog", defaultValue = "100000", description = "Jobs in the backlog.")
    private int backlog;

    @Override
    public Integer call() throws Exception {
      List<Figure> figures =
          new QuickBenchmark(
                  Duration.ofSeconds(warmUp),
                  Duration.ofSeconds(seconds),
                  backlog,
                  System.out::println)
              .run();
      return print(figures);
    }
  }

  @Command(
      name = "accounts",
      mixinStandardHelpOptions = true,
      description =
          "Measures a log-in without its hash, and the time that limits add to a submission;"
              + " takes about five minutes.")
  static final class Accounts implements Callable<Integer> {

    @Option(names = "--warm-up", defaultValue = "45", description = "Seconds of load to warm up.")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "3", description = "Length of each measurement.")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "10", description = "Number of rounds.")
    private int rounds;

    @Override
    public Integer call() throws Exception {
      return print(
          new AccountsBenchmark(
                  Duration.ofSeconds(warmUp),
                  Duration.ofSeconds(seconds),
                  rounds,
                  System.out::println)
              .run());
    }
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description =
          "Measures how fast tables are rebuilt from two logs and proved, and from a third log"
              + " with --transcripts; the lag of readers during rebuilds; and how fast the log is"
              + " exported, verified and imported, and deciders' stores are restored from it.")
  static final class Replay implements Callable<Integer> {

    @Option(names = "--jobs", defaultValue = "320000", description = "Jobs in the larger log.")
    private int jobs;

    @Option(
        names = "--transcripts",
        paramLabel = "FILE.jsonl[.gz]",
        description = "Real transcripts, one JSON object per line.")
    private @Nullable Path transcripts;

    @Option(
        names = "--transcript-jobs",
        defaultValue = "100000",
        description = "Jobs in the log with --transcripts.")
    private int transcriptJobs;

    @Option(names = "--lag-jobs", defaultValue = "100000", description = "Jobs in the stack's log.")
    private int lagJobs;

    @Option(names = "--seconds", defaultValue = "15", description = "Length of each measurement.")
    private int seconds;

    @Override
    public Integer call() throws Exception {
      ReplayBenchmark benchmark = new ReplayBenchmark(jobs, System.out::println);
      List<Figure> figures = new ArrayList<>();
      try (TemporaryFolder folder = TemporaryFolder.create("cogniscribe-bench")) {
        figures.addAll(benchmark.run(folder.path()));
      }
      if (transcripts != null) {
        Backlog backlog = new Backlog(transcriptJobs, Transcripts.texts(transcripts));
        try (TemporaryFolder folder = TemporaryFolder.create("cogniscribe-bench")) {
          figures.add(benchmark.withTranscripts(folder.path(), backlog));
        }
      }
      try (TemporaryFolder folder = TemporaryFolder.create("cogniscribe-bench")) {
        figures.addAll(
            new LagBenchmark(lagJobs, Duration.ofSeconds(seconds), System.out::println)
                .run(folder.path()));
      }
      return print(figures);
    }
  }

  private static int print(List<Figure> figures) {
    System.out.println();
    figures.forEach(figure -> System.out.println(figure.row()));
    return figures.stream().allMatch(Figure::met) ? 0 : 1;
  }
}
