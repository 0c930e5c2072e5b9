package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.ArchivedTopic;
import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.rebuild.Workers;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes an archived log into an empty cluster, each record at its original offset, so that
 * positions, consistency tokens and stored states of deciders stay valid. Marks the decided
 * commands as such; the others are decided when the command-service starts.
 *
 * <p>An interrupted import leaves a cluster on which services and imports refuse to run, until it
 * is emptied.
 *
 * @param topics creates the topics, with their settings
 * @param parallel the number of partitions that are written at a time
 */
public record Import(KafkaSource kafka, TopicSetup topics, Path folder, int parallel, Meter meter) {

  /** The default; partitions wait together for their transaction markers. */
  public static final int PARALLEL = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * The result.
   *
   * @param undecided the number of commands that the command-service will decide when it starts
   */
  public record Result(long records, long undecided) {}

  /**
   * Imports the archive.
   *
   * @throws ArchiveException when the archive is not complete, or the cluster is not empty; nothing
   *     has been written then
   */
  public Result run() {
    Manifest manifest =
        ManifestFile.complete(folder)
            .read()
            .orElseThrow(() -> new ArchiveException("no export into " + folder + " has ended"));
    requireWholeLog(manifest);
    requireUndamaged(manifest);
    try (Cluster cluster = new Cluster(kafka, PATIENCE)) {
      new EmptyCluster(cluster).require();
      cluster.create(new NewTopic(Topics.UNFINISHED_IMPORT, 1, topics.replicationFactor()));
      topics.create(cluster.admin());
      write(manifest, cluster);
      finish(manifest, cluster);
      cluster.delete(Topics.UNFINISHED_IMPORT);
    }
    return new Result(manifest.records(), undecided(manifest));
  }

  private static void requireWholeLog(Manifest manifest) {
    List<String> known = Selection.everything().topics();
    List<String> archived = manifest.topics().stream().map(ArchivedTopic::name).toList();
    if (manifest.extract() != null || !archived.containsAll(known)) {
      throw new ArchiveException(
          "this is an extract, and a part of the log is no log: import an export that was made "
              + "without --from, --to and --topics");
    }
    for (ArchivedTopic topic : manifest.topics()) {
      if (!known.contains(topic.name())) {
        throw new ArchiveException(
            "this version knows no topic %s: import with the version that exported"
                .formatted(topic.name()));
      }
      if (topic.partitions().size() != Topics.PARTITIONS) {
        throw new ArchiveException(
            "%s has %d partitions in the archive, not %d"
                .formatted(topic.name(), topic.partitions().size(), Topics.PARTITIONS));
      }
    }
  }

  private void requireUndamaged(Manifest manifest) {
    Findings findings = new Findings();
    try (Step step = meter.begin("check", manifest.segments().size())) {
      new Workers(parallel)
          .each(
              manifest.segments(),
              segment -> {
                new SegmentFile(folder, segment).damage().ifPresent(findings::problem);
                step.add(1, segment.bytes());
              });
    }
    if (findings.count() > 0) {
      throw new ArchiveException(
          "the archive is damaged: %s (%d in all; 'log verify' names each)"
              .formatted(findings.problems().getFirst(), findings.count()));
    }
  }

  private void write(Manifest manifest, Cluster cluster) {
    Map<TopicPartition, ArchivedPartition> partitions = manifest.partitions();
    partitions.values().removeIf(archived -> archived.end() == 0);
    // Kafka answers this once the partitions have leaders; a producer must not send before.
    cluster.writtenEnds(partitions.keySet());
    try (ImportProducers producers = new ImportProducers(kafka, cluster);
        Step step = meter.begin("import", manifest.records(), partitions.size())) {
      new Workers(parallel)
          .each(
              partitions.entrySet(),
              each -> write(each.getKey(), each.getValue(), producers.writer(each.getKey()), step));
    }
  }

  private void write(
      TopicPartition partition, ArchivedPartition archived, PartitionWriter writer, Step step)
      throws IOException {
    writer.begin(archived.begin());
    for (Segment segment : archived.segments()) {
      new SegmentFile(folder, segment)
          .read(
              partition,
              record -> {
                writer.write(record);
                step.add(1, RecordFormat.size(record));
              });
    }
    writer.end(archived.end());
    step.partitionDone();
  }

  private static void finish(Manifest manifest, Cluster cluster) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, Long> decided = new HashMap<>();
    manifest
        .partitions()
        .forEach((partition, archived) -> {
          ends.put(partition, archived.end());
          if (archived.begin() > 0) {
            begins.put(partition, archived.begin());
          }
          if (archived.decidedUpTo() != null) {
            decided.put(partition, archived.decidedUpTo());
          }
        });
    cluster.deleteBefore(begins);
    Map<TopicPartition, Long> written = cluster.ends(ends.keySet());
    ends.forEach((partition, end) -> {
      if (!end.equals(written.get(partition))) {
        throw new ArchiveException(
            ("%s ends at %s, not at %d, so another process wrote to it. Empty the cluster "
                    + "and import again")
                .formatted(partition, written.get(partition), end));
      }
    });
    cluster.setDecided(decided);
  }

  private static long undecided(Manifest manifest) {
    return manifest.partitions().values().stream()
        .mapToLong(archived -> {
          Long decided = archived.decidedUpTo();
          return decided == null ? 0 : Math.max(0, archived.end() - decided);
        })
        .sum();
  }
}
