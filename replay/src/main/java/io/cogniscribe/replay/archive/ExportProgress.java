package io.cogniscribe.replay.archive;

import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.ArchivedTopic;
import io.cogniscribe.replay.archive.Manifest.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The manifest of a running export, stored after each file. */
final class ExportProgress {

  private final ManifestFile file;
  private Manifest manifest;

  ExportProgress(Manifest start, ManifestFile file) {
    this.manifest = start;
    this.file = file;
  }

  synchronized void add(TopicPartition to, Segment segment) {
    List<ArchivedTopic> topics = new ArrayList<>();
    for (ArchivedTopic topic : manifest.topics()) {
      topics.add(topic.name().equals(to.topic()) ? with(topic, to.partition(), segment) : topic);
    }
    manifest =
        new Manifest(
            manifest.format(),
            manifest.clusterId(),
            Instant.now().toString(),
            manifest.extract(),
            topics);
    file.write(manifest);
  }

  private static ArchivedTopic with(ArchivedTopic topic, int number, Segment segment) {
    List<ArchivedPartition> partitions = new ArrayList<>(topic.partitions());
    partitions.set(number, partitions.get(number).with(segment));
    return new ArchivedTopic(topic.name(), topic.id(), topic.config(), partitions);
  }

  synchronized Manifest manifest() {
    return manifest;
  }
}
