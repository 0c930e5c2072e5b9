package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.Outcome.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

final class DecisionMeterTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Optional<Outcome.Result> ACCEPTED =
      Optional.of(new Outcome.Accepted(1, "pending"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DecisionMeter decisions =
      new DecisionMeter(registry, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void countsWhenTheTransactionIsCommitted() {
    decisions.decided("job", ACCEPTED, appendedBefore(Duration.ofMillis(30)));
    assertThat(decided("job", "accepted", "none")).isZero();

    decisions.committed();

    assertThat(decided("job", "accepted", "none")).isEqualTo(1);
    Timer latency = registry.get("cogniscribe.commands.latency").timer();
    assertThat(latency.count()).isEqualTo(1);
    assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(30);
  }

  @Test
  void countsOnceWhenATransactionIsAbortedAndRepeated() {
    decisions.decided("job", ACCEPTED, appendedBefore(Duration.ZERO));
    decisions.deadLetter("not_decodable");
    decisions.aborted();
    decisions.decided("job", ACCEPTED, appendedBefore(Duration.ZERO));
    decisions.deadLetter("not_decodable");
    decisions.committed();
    decisions.committed();

    assertThat(decided("job", "accepted", "none")).isEqualTo(1);
    assertThat(
            registry
                .get("cogniscribe.commands.dead.letters")
                .tag("code", "not_decodable")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void namesTheCodeWhenACommandIsRejected() {
    decisions.decided(
        "account",
        Optional.of(Outcome.Rejected.of(Reason.CONFLICT, "username_taken", "taken")),
        appendedBefore(Duration.ZERO));
    decisions.repeated("account");
    decisions.committed();

    assertThat(decided("account", "rejected", "username_taken")).isEqualTo(1);
    assertThat(decided("account", "repeated", "none")).isEqualTo(1);
  }

  @Test
  void boundsTheNumberOfCodes() {
    for (int i = 0; i < 1_000; i++) {
      decisions.deadLetter("code_" + i);
    }
    decisions.committed();

    assertThat(registry.find("cogniscribe.commands.dead.letters").counters()).hasSize(101);
    assertThat(
            registry
                .get("cogniscribe.commands.dead.letters")
                .tag("code", "other")
                .counter()
                .count())
        .isEqualTo(900);
  }

  @Test
  void takesNoTimeWhenTheBrokersClockIsAhead() {
    decisions.decided("job", ACCEPTED, appendedBefore(Duration.ofHours(-3)));
    decisions.committed();

    assertThat(
            registry.get("cogniscribe.commands.latency").timer().totalTime(TimeUnit.MILLISECONDS))
        .isZero();
  }

  private double decided(String type, String result, String code) {
    Counter counter =
        registry
            .find("cogniscribe.commands.decided")
            .tags("aggregate_type", type, "result", result, "code", code)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private static Record<byte[], byte[]> appendedBefore(Duration time) {
    return new Record<>(new byte[0], new byte[0], NOW.minus(time).toEpochMilli());
  }
}
