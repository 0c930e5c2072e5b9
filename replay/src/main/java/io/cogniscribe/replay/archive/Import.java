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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
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
    Set<String> missing = manifest.missingTopics();
    if (manifest.extract() != null || !missing.isEmpty()) {
      throw new ArchiveException(
          "this is an extract, and a part of the log is no log: import an export that was made "
              + "without --from, --to and --topics");
    }
    for (ArchivedTopic topic : manifest.topics()) {
      if (!Selection.everything().topics().contains(topic.name())) {
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
          .all(
              manifest.segments().stream()
                  .<Callable<Boolean>>map(segment -> () -> checked(segment, findings, step))
                  .toList());
    }
    if (findings.count() > 0) {
      throw new ArchiveException(
          "the archive is damaged: %s (%d in all; 'log verify' names each)"
              .formatted(findings.problems().getFirst(), findings.count()));
    }
  }

  private boolean checked(Segment segment, Findings findings, Step step) throws IOException {
    TopicPartition any = new TopicPartition("", 0);
    new SegmentFile(folder, any, segment).damage().ifPresent(findings::problem);
    step.add(1, segment.bytes());
    return true;
  }

  private void write(Manifest manifest, Cluster cluster) {
    Map<TopicPartition, ArchivedPartition> partitions = new LinkedHashMap<>();
    manifest
        .topics()
        .forEach(topic ->
            topic.partitions().stream()
                .filter(archived -> archived.end() > 0)
                .forEach(archived ->
                    partitions.put(
                        new TopicPartition(topic.name(), archived.partition()), archived)));
    // Kafka answers this once the partitions have leaders; a producer must not send before.
    cluster.writtenEnds(partitions.keySet());
    try (ImportProducers producers = new ImportProducers(kafka, cluster);
        Step step = meter.begin("import", manifest.records(), partitions.size())) {
      new Workers(parallel)
          .all(
              partitions.entrySet().stream()
                  .<Callable<Boolean>>map(each ->
                      () -> {
                        TopicPartition partition = each.getKey();
                        new PartitionImport(folder, partition, producers.writer(partition), step)
                            .run(each.getValue());
                        return true;
                      })
                  .toList());
    }
  }

  private static void finish(Manifest manifest, Cluster cluster) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, Long> decided = new HashMap<>();
    for (ArchivedTopic topic : manifest.topics()) {
      for (ArchivedPartition archived : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), archived.partition());
        ends.put(partition, archived.end());
        if (archived.begin() > 0) {
          begins.put(partition, archived.begin());
        }
        if (archived.decidedUpTo() != null) {
          decided.put(partition, archived.decidedUpTo());
        }
      }
    }
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
    return manifest.topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .mapToLong(archived -> {
          Long decided = archived.decidedUpTo();
          return decided == null ? 0 : Math.max(0, archived.end() - decided);
        })
        .sum();
  }
}
