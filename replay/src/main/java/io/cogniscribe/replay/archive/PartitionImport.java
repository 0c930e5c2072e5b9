package io.cogniscribe.replay.archive;

import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.replay.rebuild.Meter.Step;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;

/** Writes one partition from its files. */
record PartitionImport(Path folder, TopicPartition partition, PartitionWriter writer, Step step) {

  void run(ArchivedPartition archived) throws IOException {
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
