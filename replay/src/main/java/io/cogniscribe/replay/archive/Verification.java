package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.parking.SkipRecords;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
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
import java.util.Map;
import java.util.Optional;
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
    manifest
        .partitions()
        .forEach((partition, archived) -> {
          if (!partition.topic().equals(Topics.AUDIT_EVENTS)) {
            return;
          }
          for (Segment segment : archived.segments()) {
            SegmentFile file = new SegmentFile(folder, segment);
            try {
              if (file.damage().isEmpty()) {
                file.read(partition, record -> records.in(record).ifPresent(skipped::add));
              }
            } catch (ArchiveException | IOException e) {
              LOG.debug("cannot read skips from {}; the check reports it", segment.file(), e);
            }
          }
        });
    return new Skips(skipped);
  }

  private void checkPartitions(Manifest manifest, Skips skips, Findings findings) {
    Map<TopicPartition, ArchivedPartition> partitions = manifest.partitions();
    try (Step step = meter.begin("verify", manifest.records(), partitions.size())) {
      new Workers(parallel)
          .each(
              partitions.entrySet(),
              each ->
                  new PartitionCheck(folder, each.getKey(), each.getValue(), skips, findings, step)
                      .run());
    }
  }
}
