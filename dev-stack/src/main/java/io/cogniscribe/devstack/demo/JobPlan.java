package io.cogniscribe.devstack.demo;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What will be done with one job.
 *
 * @param number counts from 0
 * @param owner which of the run's users it belongs to, from 0
 */
record JobPlan(int number, int owner, Fate fate, Transcript transcript) {

  /** The plans of a run; the same seed gives the same plans. */
  static List<JobPlan> draw(int jobs, int users, List<Transcript> transcripts, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, jobs)
        .mapToObj(number ->
            new JobPlan(
                number,
                number % users,
                Fate.draw(random),
                transcripts.get(random.nextInt(transcripts.size()))))
        .toList();
  }
}
