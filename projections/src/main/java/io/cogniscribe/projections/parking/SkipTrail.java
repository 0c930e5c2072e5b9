package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Stretch;
import io.cogniscribe.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of the audit trail by which operators had records skipped. The trail is the only
 * truth about them: what a store knows of skips was read here.
 */
public final class SkipTrail {

  private final LogReader log;
  private final SkipRecords skips = new SkipRecords();

  public SkipTrail(LogReader log) {
    this.log = log;
  }

  public SkipTrail(KafkaSource kafka) {
    this(new LogReader(kafka));
  }

  /** How far a partition of the trail was read. */
  public record Position(String topicId, long next) {}

  /**
   * What was found.
   *
   * @param next how far the trail is read now
   */
  public record News(List<SkippedEvent> skipped, Map<TopicPartition, Position> next) {}

  /** Reads on from where the trail was read to, up to its end of today. */
  public News since(Map<TopicPartition, Position> read) {
    String topicId = log.topicId(Topics.AUDIT_EVENTS);
    List<SkippedEvent> skipped = new ArrayList<>();
    Map<TopicPartition, Position> next = new HashMap<>();
    for (Stretch whole : log.stretches(Topics.AUDIT_EVENTS)) {
      Position before = read.get(whole.partition());
      // Offsets of another topic of this name mean nothing.
      long from =
          before == null || !before.topicId().equals(topicId)
              ? whole.from()
              : Math.max(before.next(), whole.from());
      log.read(
          new Stretch(whole.partition(), from, whole.to()),
          records -> records.forEach(record -> skips.in(record).ifPresent(skipped::add)));
      next.put(whole.partition(), new Position(topicId, Math.max(from, whole.to())));
    }
    return new News(skipped, next);
  }
}
