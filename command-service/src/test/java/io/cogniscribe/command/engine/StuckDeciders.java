package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.processor.api.Record;

/** Holds the stream thread after a decision until it is released, or makes it fail. */
final class StuckDeciders extends DecisionMeter {

  private final CountDownLatch released;
  private final AtomicInteger failures;

  private StuckDeciders(MeterRegistry registry, int holds, int failures) {
    super(registry, Clock.systemUTC());
    this.released = new CountDownLatch(holds);
    this.failures = new AtomicInteger(failures);
  }

  static StuckDeciders holding(MeterRegistry registry) {
    return new StuckDeciders(registry, 1, 0);
  }

  static StuckDeciders failingOnce(MeterRegistry registry) {
    return new StuckDeciders(registry, 0, 1);
  }

  void release() {
    released.countDown();
  }

  @Override
  public void decided(String aggregateType, Optional<Outcome.Result> result, Record<?, ?> command) {
    super.decided(aggregateType, result, command);
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failures.getAndDecrement() > 0) {
      throw new IllegalStateException("this thread fails on purpose");
    }
  }
}
