package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts decisions. The counts of a stream thread are published when its transaction commits, so
 * that a command that is decided again after an abort counts once. If the result of a commit is
 * unknown, its counts are discarded.
 */
public class DecisionMeter {

  /** Codes are constants of the rules. This limit keeps the metrics small if a rule breaks that. */
  private static final int MAX_CODES = 100;

  private static final String NO_CODE = "none";
  private static final String OTHER_CODE = "other";

  private static final Duration[] LATENCIES = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final Clock clock;
  private final MeterProvider<Counter> results;
  private final MeterProvider<Counter> deadLetters;
  private final MeterProvider<Timer> latencies;
  private final Set<String> codes = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("ThreadLocalUsage") // One meter for each service. A replaced thread
  // loses its uncommitted counts, which are to be discarded.
  private final ThreadLocal<List<Runnable>> uncommitted = ThreadLocal.withInitial(ArrayList::new);

  public DecisionMeter(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.results =
        Counter.builder("cogniscribe.commands.decided")
            .description("Committed decisions")
            .withRegistry(registry);
    this.deadLetters =
        Counter.builder("cogniscribe.commands.dead.letters")
            .description("Committed dead letters")
            .withRegistry(registry);
    this.latencies =
        Timer.builder("cogniscribe.commands.latency")
            .description("Time from a command's log-append time to the commit of its decision")
            .serviceLevelObjectives(LATENCIES)
            .withRegistry(registry);
  }

  /**
   * Counts a command that was decided for the first time.
   *
   * @param result its outcome; empty for a step inside the backend
   */
  void decided(String aggregateType, Optional<Outcome.Result> result, Record<?, ?> command) {
    if (result.isEmpty()) {
      count(aggregateType, "internal", NO_CODE);
    } else {
      switch (result.get()) {
        case Outcome.Accepted _ -> count(aggregateType, "accepted", NO_CODE);
        case Outcome.Rejected rejected ->
            count(aggregateType, "rejected", bounded(rejected.code()));
        case Outcome.Pending() -> count(aggregateType, "pending", NO_CODE);
      }
    }
    Timer latency = latencies.withTag("aggregate_type", aggregateType);
    long appended = command.timestamp();
    uncommitted
        .get()
        .add(() -> latency.record(Duration.ofMillis(Math.max(0, clock.millis() - appended))));
  }

  /** Counts a command that was refused before the decider ran. */
  void rejected(String aggregateType, String code) {
    count(aggregateType, "rejected", bounded(code));
  }

  /** Counts a retry that got the stored outcome of its first copy. */
  void repeated(String aggregateType) {
    count(aggregateType, "repeated", NO_CODE);
  }

  private void count(String aggregateType, String result, String code) {
    count(results.withTags("aggregate_type", aggregateType, "result", result, "code", code));
  }

  /**
   * Counts a command that became a dead letter.
   *
   * @param code the reason; one of a few constants
   */
  void deadLetter(String code) {
    count(deadLetters.withTag("code", bounded(code)));
  }

  private void count(Counter counter) {
    uncommitted.get().add(counter::increment);
  }

  private String bounded(String code) {
    if (codes.contains(code)) {
      return code;
    }
    if (codes.size() >= MAX_CODES) {
      return OTHER_CODE;
    }
    codes.add(code);
    return code;
  }

  /** Publishes the counts of this thread since its last commit or abort. */
  void committed() {
    uncommitted.get().forEach(Runnable::run);
    uncommitted.get().clear();
  }

  /** Discards the counts of this thread, because its commands are decided again. */
  void aborted() {
    uncommitted.get().clear();
  }
}
