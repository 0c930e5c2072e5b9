package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.rebuild.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies the log into files while it is written. A later export into the same folder adds the new
 * records. An interrupted export continues after its last complete file; the archive does not
 * change until the export ends.
 *
 * @param parallel the number of partitions that are copied at a time
 * @param segmentBytes the approximate maximum size of a file before compression
 */
public record Export(KafkaSource kafka, Path folder, int parallel, long segmentBytes, Meter meter) {

  /** The default size of a file. */
  public static final long SEGMENT_BYTES = 256L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * The result.
   *
   * @param manifest the manifest of the whole archive
   * @param added the number of new records
   * @param leftOut the new records that are too large for an archive and were replaced with empty
   *     ones
   */
  public record Result(Manifest manifest, long added, List<OversizedRecord> leftOut) {}

  /**
   * Exports the selection.
   *
   * @throws ArchiveException when the folder has an archive of another log, or the log has lost
   *     records since the last export
   */
  public Result run(Selection selection) {
    try {
      Files.createDirectories(folder);
      try (FolderLock _ = FolderLock.take(folder)) {
        return export(selection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result export(Selection selection) throws IOException {
    ManifestFile running = ManifestFile.running(folder);
    Optional<Manifest> before = running.read().or(() -> ManifestFile.complete(folder).read());
    ExportPlan plan;
    try (Cluster cluster = new Cluster(kafka, PATIENCE)) {
      plan = ExportPlan.of(cluster, kafka, selection, before);
    }
    before.ifPresent(this::requireFiles);
    removeUnfinished();
    ExportProgress progress = new ExportProgress(plan.start(), running);
    Queue<OversizedRecord> leftOut = new ConcurrentLinkedQueue<>();
    long total = plan.ranges().stream().mapToLong(range -> range.length()).sum();
    try (Step step = meter.begin("export", total, plan.ranges().size())) {
      PartitionExport copy =
          new PartitionExport(kafka, folder, segmentBytes, step, progress::add, leftOut::add);
      List<OffsetRange> rests =
          new Workers(parallel)
              .all(
                  plan.ranges().stream()
                      .<Callable<OffsetRange>>map(range -> () -> copy.run(range))
                      .toList());
      for (OffsetRange rest : rests) {
        if (!rest.isEmpty()) {
          copy.runOneByOne(rest);
        }
      }
    }
    Manifest done = progress.manifest();
    ManifestFile.complete(folder).write(done);
    Files.deleteIfExists(running.path());
    removeUnlisted(done);
    return new Result(done, done.records() - plan.start().records(), List.copyOf(leftOut));
  }

  private void requireFiles(Manifest before) {
    for (Segment segment : before.segments()) {
      if (!Files.isRegularFile(folder.resolve(segment.file()))) {
        throw new ArchiveException(
            segment.file() + " is missing, so this archive is broken. Export into another folder.");
      }
    }
  }

  private void removeUnfinished() throws IOException {
    for (Path file : files(DurableFiles.PARTIAL)) {
      Files.delete(file);
    }
  }

  /**
   * Removes files of partitions that were restarted because their records had expired in the log.
   */
  private void removeUnlisted(Manifest manifest) throws IOException {
    Set<String> listed =
        manifest.segments().stream().map(Segment::file).collect(Collectors.toSet());
    for (Path file : files(".avro")) {
      if (!listed.contains(String.valueOf(file.getFileName()))) {
        Files.delete(file);
      }
    }
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> String.valueOf(file.getFileName()).endsWith(suffix)).toList();
    }
  }
}
