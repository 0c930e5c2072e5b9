package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.engine.Stretch;
import io.cogniscribe.replay.rebuild.Positions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What of the log is still to be read. */
final class Stretches {

  private Stretches() {}

  /**
   * From where it was read to, or where it begins: reports expire.
   *
   * @param read the offset after the last one that was read, of partitions that were begun
   */
  static List<Stretch> unread(
      LogReader log,
      Collection<? extends Source<?>> sources,
      Map<TopicPartition, Long> read,
      Positions target) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    sources.stream()
        .filter(source -> !source.keptForEver())
        .flatMap(source -> log.stretches(source.topic()).stream())
        .forEach(stretch -> begins.put(stretch.partition(), stretch.from()));
    return target.next().entrySet().stream()
        .map(end ->
            new Stretch(
                end.getKey(),
                Math.max(
                    read.getOrDefault(end.getKey(), 0L), begins.getOrDefault(end.getKey(), 0L)),
                end.getValue()))
        .toList();
  }
}
