package io.cogniscribe.benchmarks;

import java.util.List;

/**
 * Submitters of one kind.
 *
 * @param adds the property of the kind, as the end of a sentence
 */
record Variant(String adds, List<Submitter> submitters) {

  /**
   * A submitter of jobs.
   *
   * @param userId owner of the jobs
   */
  record Submitter(String token, String userId) {}

  void add(String token, String userId) {
    submitters.add(new Submitter(token, userId));
  }
}
