package io.cogniscribe.projector.archive;

import io.cogniscribe.projector.archive.Manifest.ArchivedPartition;
import io.cogniscribe.projector.archive.Manifest.Segment;
import io.cogniscribe.projector.engine.KafkaSource;
import io.cogniscribe.projector.replay.Meter.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/** Writes one partition from its files. */
record PartitionImport(
    KafkaSource kafka, Cluster cluster, Path folder, TopicPartition partition, Step step) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(1);

  void run(ArchivedPartition archived) throws IOException {
    try (PartitionWriter writer = new PartitionWriter(kafka, partition, this::awaitEnd)) {
      writer.begin(archived.begin());
      for (Segment segment : archived.segments()) {
        new SegmentFile(folder, partition, segment)
            .read(record -> {
              writer.write(record);
              step.add(1, RecordFormat.size(record));
            });
      }
      writer.end(archived.end());
      step.partitionDone();
    }
  }

  private void awaitEnd(long expected) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      long end = cluster.writtenEnds(List.of(partition)).getOrDefault(partition, 0L);
      if (end == expected) {
        return;
      }
      if (end > expected || Instant.now().isAfter(deadline)) {
        throw new ArchiveException(
            "%s ends at %d, not at %d: somebody else writes, or Kafka hangs. Empty the cluster and import again"
                .formatted(partition, end, expected));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
