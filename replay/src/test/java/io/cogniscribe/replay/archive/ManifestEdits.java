package io.cogniscribe.replay.archive;

import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.ArchivedTopic;
import io.cogniscribe.replay.archive.Manifest.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Manifests with errors. */
final class ManifestEdits {

  private ManifestEdits() {}

  static Manifest withoutTheSecondFileOfSomePartition(Manifest manifest) {
    return edited(
        manifest,
        partition -> {
          if (partition.segments().size() < 3) {
            return partition;
          }
          List<Segment> segments = new ArrayList<>(partition.segments());
          segments.remove(1);
          return with(partition, partition.end(), segments);
        });
  }

  static Manifest endingLater(Manifest manifest) {
    return edited(
        manifest, partition -> with(partition, partition.end() + 5, partition.segments()));
  }

  private static ArchivedPartition with(ArchivedPartition old, long end, List<Segment> segments) {
    return new ArchivedPartition(old.partition(), old.begin(), end, old.decidedUpTo(), segments);
  }

  private static Manifest edited(Manifest manifest, UnaryOperator<ArchivedPartition> edit) {
    return new Manifest(
        manifest.format(),
        manifest.clusterId(),
        manifest.writtenAt(),
        manifest.extract(),
        manifest.topics().stream()
            .map(topic ->
                new ArchivedTopic(
                    topic.name(),
                    topic.id(),
                    topic.config(),
                    topic.partitions().stream().map(edit).toList()))
            .toList());
  }
}
