package io.cogniscribe.benchmarks;

import io.cogniscribe.benchmarks.Variant.Submitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Submissions of several variants in alternation.
 *
 * @param latencies in microseconds, one histogram per variant
 */
record SubmissionsInTurn(People people, List<Variant> variants, List<Histogram> latencies) {

  SubmissionsInTurn(People people, List<Variant> variants) {
    this(people, variants, variants.stream().map(_ -> Load.histogram()).toList());
  }

  void run(int inFlight, Duration duration) throws Exception {
    AtomicInteger turn = new AtomicInteger();
    Load.run(
        inFlight,
        duration,
        () -> {
          int number = turn.getAndIncrement();
          int kind = number % variants.size();
          List<Submitter> submitters = variants.get(kind).submitters();
          Submitter submitter = submitters.get(number / variants.size() % submitters.size());
          long before = System.nanoTime();
          people.submit(submitter.token(), submitter.userId());
          latencies.get(kind).recordValue((System.nanoTime() - before) / 1_000);
        });
  }
}
