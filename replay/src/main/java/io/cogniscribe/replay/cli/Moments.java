package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.replay.rebuild.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Parses the moment of an as-of. */
final class Moments {

  private Moments() {}

  /**
   * Parses an instant, or the coordinates of records.
   *
   * @throws IllegalArgumentException when it is neither; the message says why
   */
  static Moment parse(List<String> texts) {
    if (texts.size() == 1 && !texts.getFirst().contains("@")) {
      return instant(texts.getFirst());
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (String text : texts) {
      Coordinates at =
          Coordinates.parse(text)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "'%s' is not the coordinates of a record, such as jobs.events-3@120"
                          .formatted(text)));
      if (offsets.put(at.partition(), at.offset()) != null) {
        throw new IllegalArgumentException(at.partition() + " is named twice");
      }
    }
    return new Moment.Behind(offsets);
  }

  /** Parses an instant that is not in the future. */
  static Moment instant(String text) {
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not an instant such as 2026-11-23T02:00:00Z".formatted(text), e);
    }
    if (instant.isAfter(Instant.now())) {
      throw new IllegalArgumentException(
          "%s is in the future. Name an instant in the past.".formatted(text));
    }
    return new Moment.At(instant);
  }
}
