package io.cogniscribe.replay.archive;

import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.WireException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Checks the files of one partition. */
final class PartitionCheck {

  /** The topics whose events have version numbers. */
  private static final Set<String> VERSIONED = Set.of(Topics.JOB_EVENTS, Topics.ACCOUNT_EVENTS);

  private static final int METERED = 10_000;

  private final Path folder;
  private final TopicPartition partition;
  private final ArchivedPartition archived;
  private final Skips skips;
  private final Findings findings;
  private final Step step;
  private final Map<UUID, Long> versions = new HashMap<>();
  private boolean isKnownFromTheStart;
  private long next;
  private long read;

  PartitionCheck(
      Path folder,
      TopicPartition partition,
      ArchivedPartition archived,
      Skips skips,
      Findings findings,
      Step step) {
    this.folder = folder;
    this.partition = partition;
    this.archived = archived;
    this.skips = skips;
    this.findings = findings;
    this.step = step;
    this.isKnownFromTheStart = archived.begin() == 0;
    this.next = archived.begin();
  }

  void run() throws IOException {
    for (Segment segment : archived.segments()) {
      if (segment.from() != next) {
        findings.problem(
            "%s: the offsets from %d to %d are missing before %s"
                .formatted(partition, next, segment.from(), segment.file()));
      }
      next = segment.from();
      check(segment);
      next = segment.to();
    }
    if (next != archived.end()) {
      findings.problem(
          "%s: the offsets from %d to %d are missing at the end"
              .formatted(partition, next, archived.end()));
    }
    step.partitionDone();
  }

  private void check(Segment segment) throws IOException {
    SegmentFile file = new SegmentFile(folder, segment);
    Optional<String> damage = file.damage();
    if (damage.isPresent()) {
      findings.problem(damage.get());
      // After a gap, versions are unknown: an aggregate may have events in it.
      versions.clear();
      isKnownFromTheStart = false;
      return;
    }
    read = 0;
    try {
      file.read(partition, record -> check(segment, record));
    } catch (ArchiveException e) {
      findings.problem(String.valueOf(e.getMessage()));
    }
    step.add(read % METERED, 0);
    if (read != segment.records()) {
      findings.problem(
          "%s has %d records, not %d".formatted(segment.file(), read, segment.records()));
    }
  }

  private void check(Segment segment, ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < next || record.offset() >= segment.to()) {
      findings.problem(
          "%s: offset %d is out of order in %s"
              .formatted(partition, record.offset(), segment.file()));
    }
    next = record.offset() + 1;
    read++;
    if (read % METERED == 0) {
      step.add(METERED, 0);
    }
    try {
      if (VERSIONED.contains(partition.topic())) {
        Causes.event(record).ifPresent(event -> checkVersion(record, event));
      } else {
        // Decoding is the only check, since a producer may send any content.
        Causes.of(record);
      }
    } catch (WireException e) {
      Coordinates at = new Coordinates(partition, record.offset());
      if (skips.contains(at)) {
        findings.note("%s cannot be read, and was skipped".formatted(at));
      } else {
        findings.problem("%s cannot be read: %s".formatted(at, e.getMessage()));
      }
    }
  }

  private void checkVersion(ConsumerRecord<byte[], byte[]> record, RecordedEvent<?> event) {
    Long before = versions.put(event.streamId(), event.version());
    // The version is unknown for an aggregate that began before the first offset, or may have
    // events in a gap.
    long first = isKnownFromTheStart ? 1 : event.version();
    long expected = before == null ? first : before + 1;
    // A skipped record may have been an event or not.
    int skipped =
        skips.before(
            new ParkedStream(partition, event.streamId().toString()),
            new Coordinates(partition, record.offset()));
    if (event.version() < expected || event.version() > expected + skipped) {
      findings.problem(
          "%s@%d: %s has version %d, not %d"
              .formatted(partition, record.offset(), event.streamId(), event.version(), expected));
    }
  }
}
