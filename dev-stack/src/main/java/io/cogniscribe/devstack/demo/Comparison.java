package io.cogniscribe.devstack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Acknowledged writes compared with the contents of each store.
 *
 * @param counters Redis counters, as the difference that the run made
 * @param tasks Redis task hashes of the run's jobs
 */
record Comparison(Figures acknowledged, Figures postgres, Figures counters, Figures tasks) {

  private static final String ROW = "%-28s %16s %16s %16s %16s%s";

  /** Returns whether the contents of every store equal the acknowledged writes. */
  boolean isEqual() {
    return stores().allMatch(store -> store.agreeWith(acknowledged));
  }

  /** Returns the lines of a table in which rows that differ are marked. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("", "acknowledged", "PostgreSQL", "Redis counters", "Redis tasks", ""));
    acknowledged
        .values()
        .forEach((name, expected) ->
            lines.add(
                ROW.formatted(
                    name,
                    expected,
                    cell(postgres, name),
                    cell(counters, name),
                    cell(tasks, name),
                    differs(name, expected) ? "  <- differs" : "")));
    return lines;
  }

  private boolean differs(String name, long expected) {
    return stores()
        .map(store -> store.get(name))
        .flatMap(Optional::stream)
        .anyMatch(found -> found != expected);
  }

  private Stream<Figures> stores() {
    return Stream.of(postgres, counters, tasks);
  }

  private static String cell(Figures figures, String name) {
    return figures.get(name).map(Object::toString).orElse("");
  }
}
