package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.parking.ParkedGroup;
import java.util.List;
import java.util.Objects;

/** Formats groups of parked events as text. */
final class ParkedText {

  private ParkedText() {}

  static String of(List<ParkedGroup> groups) {
    if (groups.isEmpty()) {
      return "Nothing is parked.";
    }
    StringBuilder text = new StringBuilder();
    for (ParkedGroup group : groups) {
      text.append(
          """
          %s: %s
            %,d aggregates of %s, %,d later events of them wait; schema %s
            first %s, last %s, for example %s
          """
              .formatted(
                  group.projection(),
                  Objects.requireNonNullElse(
                      group.reason(), "not tried yet: a retry was interrupted before it"),
                  group.aggregates(),
                  group.topic(),
                  group.waiting(),
                  Objects.requireNonNullElse(group.schemaFingerprint(), "unknown"),
                  group.firstFailure(),
                  group.lastFailure(),
                  group.example()));
    }
    return text.toString();
  }
}
