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

/** Reads the skips from the audit log, which is their only source. Stores keep a copy. */
public final class SkipLog {

  private final LogReader log;
  private final SkipRecords skips = new SkipRecords();

  public SkipLog(LogReader log) {
    this.log = log;
  }

  public SkipLog(KafkaSource kafka) {
    this(new LogReader(kafka));
  }

  /** The position up to which a partition of the audit log was read. */
  public record Position(String topicId, long next) {}

  /**
   * The skips that were found.
   *
   * @param next the positions up to which the audit log is read now
   */
  public record News(List<SkippedEvent> skipped, Map<TopicPartition, Position> next) {}

  /** Reads the audit log from the given positions to its current end. */
  public News since(Map<TopicPartition, Position> read) {
    String topicId = log.topicId(Topics.AUDIT_EVENTS);
    List<SkippedEvent> skipped = new ArrayList<>();
    Map<TopicPartition, Position> next = new HashMap<>();
    for (OffsetRange whole : log.ranges(Topics.AUDIT_EVENTS)) {
      Position before = read.get(whole.partition());
      // Offsets of an earlier topic with this name are not valid.
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
