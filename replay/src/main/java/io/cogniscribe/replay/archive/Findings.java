package io.cogniscribe.replay.archive;

import java.util.ArrayList;
import java.util.List;

/** The problems of an archive, listed up to a limit and counted above it. Thread-safe. */
final class Findings {

  private static final int NAMED = 100;

  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long count;

  synchronized void problem(String what) {
    count++;
    if (problems.size() < NAMED) {
      problems.add(what);
    }
  }

  synchronized void note(String what) {
    notes.add(what);
  }

  synchronized long count() {
    return count;
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }
}
