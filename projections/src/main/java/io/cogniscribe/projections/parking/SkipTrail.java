package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of the audit log by which operators had records skipped. The audit log is the only
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

  /** How far a partition of the audit log was read. */
  public record Position(String topicId, long next) {}

  /**
   * What was found.
   *
   * @param next how far the audit log is read now
   */
  public record News(List<SkippedEvent> skipped, Map<TopicPartition, Position> next) {}

  /** Reads on from where the audit log was read to, up to its end of today. */
  public News since(Map<TopicPartition, Position> read) {
    String topicId = log.topicId(Topics.AUDIT_EVENTS);
    List<SkippedEvent> skipped = new ArrayList<>();
    Map<TopicPartition, Position> next = new HashMap<>();
    for (OffsetRange whole : log.ranges(Topics.AUDIT_EVENTS)) {
      Position before = read.get(whole.partition());
      // Offsets of another topic of this name mean nothing.
      long from =
          before == null || !before.topicId().equals(topicId)
              ? whole.from()
              : Math.max(before.next(), whole.from());
      log.read(
          new OffsetRange(whole.partition(), from, whole.to()),
          records -> records.forEach(record -> skips.in(record).ifPresent(skipped::add)));
      next.put(whole.partition(), new Position(topicId, Math.max(from, whole.to())));
    }
    return new News(skipped, next);
  }
}
