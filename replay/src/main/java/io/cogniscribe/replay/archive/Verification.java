package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.parking.SkipRecords;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.ArchivedTopic;
import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.rebuild.Workers;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that an archive is complete: its files are unchanged, no offset is missing between them,
 * the current code can read every event, and the versions of each aggregate have no gap. Skipped
 * records are exempt from the last two checks. Also compares the archive with the cluster, when it
 * answers. Memory grows with the aggregates of a partition, not with their events.
 *
 * @param parallel the number of partitions that are checked at a time
 */
public record Verification(KafkaSource kafka, Path folder, int parallel, Meter meter) {

  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  /**
   * The result.
   *
   * @param problems the first 100 problems
   * @param problemCount the number of problems
   * @param notes observations that are not problems
   */
  public record Result(
      long records, long bytes, long problemCount, List<String> problems, List<String> notes) {

    /** Returns whether the archive is complete and valid. */
    public boolean isWhole() {
      return problemCount == 0;
    }
  }

  /** Checks the archive. */
  public Result run() {
    Findings findings = new Findings();
    Optional<Manifest> manifest = manifest(findings);
    manifest.ifPresent(archive -> {
      checkPartitions(archive, skips(archive), findings);
      new ClusterComparison(kafka).run(archive, findings);
    });
    return new Result(
        manifest.map(Manifest::records).orElse(0L),
        manifest.map(Manifest::bytes).orElse(0L),
        findings.count(),
        findings.problems(),
        findings.notes());
  }

  private Optional<Manifest> manifest(Findings findings) {
    if (Files.exists(ManifestFile.running(folder).path())) {
      findings.note("an export into this folder has not ended; 'log export' continues it");
    }
    try {
      Optional<Manifest> manifest = ManifestFile.complete(folder).read();
      if (manifest.isEmpty()) {
        findings.problem(
            ManifestFile.complete(folder).path() + " is missing: no export here has ended");
      }
      return manifest;
    } catch (ArchiveException e) {
      findings.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns the records that operators had skipped in any projection. */
  private Skips skips(Manifest manifest) {
    SkipRecords records = new SkipRecords();
    List<SkippedEvent> skipped = new ArrayList<>();
    for (ArchivedTopic topic : manifest.topics()) {
      if (!topic.name().equals(Topics.AUDIT_EVENTS)) {
        continue;
      }
      for (ArchivedPartition archived : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), archived.partition());
        for (Segment segment : archived.segments()) {
          SegmentFile file = new SegmentFile(folder, partition, segment);
          try {
            if (file.damage().isEmpty()) {
              file.read(record -> records.in(record).ifPresent(skipped::add));
            }
          } catch (ArchiveException | IOException e) {
            LOG.debug("cannot read skips from {}; the check reports it", segment.file(), e);
          }
        }
      }
    }
    return new Skips(skipped);
  }

  private void checkPartitions(Manifest manifest, Skips skips, Findings findings) {
    List<Function<Step, Callable<Boolean>>> parts = new ArrayList<>();
    for (ArchivedTopic topic : manifest.topics()) {
      for (ArchivedPartition archived : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), archived.partition());
        parts.add(step ->
            () -> {
              new PartitionCheck(folder, partition, archived, skips, findings, step).run();
              return true;
            });
      }
    }
    try (Step step = meter.begin("verify", manifest.records(), parts.size())) {
      new Workers(parallel).all(parts.stream().map(part -> part.apply(step)).toList());
    }
  }
}
