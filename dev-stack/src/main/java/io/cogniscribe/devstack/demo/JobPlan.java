package io.cogniscribe.devstack.demo;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The planned life of one job.
 *
 * @param number from 0
 * @param owner index of the run's user that owns the job, from 0
 */
record JobPlan(int number, int owner, Fate fate, Transcript transcript) {

  /** Returns the plans of a run; the same seed gives the same plans. */
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
