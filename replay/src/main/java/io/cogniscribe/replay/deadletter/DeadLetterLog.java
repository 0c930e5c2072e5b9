package io.cogniscribe.replay.deadletter;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads {@code commands.dead-letters} from its beginning to its current end. */
public record DeadLetterLog(LogReader log) {

  /**
   * A dead letter in the log.
   *
   * @param at the time when it was written
   */
  public record Stored(DeadLetter letter, Instant at) {

    /** The position of the command, which names the letter: {@code jobs.commands-3@42}. */
    public Coordinates id() {
      return new Coordinates(
          new TopicPartition(letter.position().topic(), letter.position().partition()),
          letter.position().offset());
    }
  }

  /**
   * Passes each letter to the consumer, partition by partition. Keeps none in memory.
   *
   * @throws KafkaException when Kafka does not answer, or has no such topic
   */
  public void read(Consumer<Stored> taker) {
    for (OffsetRange range : log.ranges(Topics.DEAD_LETTERS)) {
      log.read(
          range,
          records ->
              records.forEach(record ->
                  DeadLetter.read(record)
                      .map(letter -> new Stored(letter, Instant.ofEpochMilli(record.timestamp())))
                      .ifPresent(taker)));
    }
  }

  /**
   * Returns the newest letter of each given command that has one.
   *
   * @throws KafkaException when Kafka does not answer, or has no such topic
   */
  public Map<Coordinates, Stored> find(Set<Coordinates> ids) {
    Map<Coordinates, Stored> found = new HashMap<>();
    read(stored -> {
      if (ids.contains(stored.id())) {
        found.put(stored.id(), stored);
      }
    });
    return found;
  }
}
