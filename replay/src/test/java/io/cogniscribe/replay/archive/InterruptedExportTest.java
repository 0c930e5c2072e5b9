package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.replay.archive.ArchivedLog.Content;
import io.cogniscribe.replay.rebuild.BreakingMeter;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export continues where the one before it ended or was interrupted. */
@RealServers
final class InterruptedExportTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final ArchivedLog log;

  InterruptedExportTest(TestServers servers, @TempDir Path folder) {
    log = ArchivedLog.on(servers, folder);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void anExportThatBreaksOffGoesOnAfterItsLastCompleteFile() throws IOException {
    givenEvents(1, 1_500);
    for (int attempt = 1; attempt <= 3; attempt++) {
      Meter breaking = new BreakingMeter(5);
      assertThatThrownBy(() -> log.export(Selection.everything(), breaking))
          .hasMessageContaining("broken off");
      assertThat(Files.exists(log.folder().resolve("manifest.json"))).isFalse();
      assertThatThrownBy(log::importIt).hasMessageContaining("no export into");
      assertThat(log.verify().problems()).singleElement().asString().contains("no export here");
    }
    Map<Path, FileTime> kept = written();
    kept.keySet().retainAll(listed());
    assertThat(kept).isNotEmpty();
    Files.writeString(log.folder().resolve("left-over.avro.partial"), "half a file");

    log.export();

    assertThat(written()).containsAllEntriesOf(kept);
    try (var files = Files.list(log.folder())) {
      assertThat(files.map(Path::toString)).noneMatch(file -> file.contains(".partial"));
    }
    assertThatItIsAllThere();
  }

  @Test
  void aSecondExportAddsWhatCameSinceAndLeavesTheFilesAlone() throws IOException {
    givenEvents(1, 500);
    Export.Result first = log.export();
    Map<Path, FileTime> kept = written();
    assertThat(log.export().added()).isZero();
    assertThat(written()).isEqualTo(kept);
    List<RecordedEvent<JobEvent>> more = givenEvents(2, 500);

    Export.Result second = log.export();

    assertThat(first.added()).isGreaterThanOrEqualTo(500);
    assertThat(second.added()).isEqualTo(more.size());
    assertThat(written()).containsAllEntriesOf(kept);
    assertThatItIsAllThere();
  }

  @Test
  void whileMoreIsExportedTheArchiveIsWhatItWas() {
    givenEvents(1, 500);
    log.export();
    Map<TopicPartition, Content> before = log.content();
    givenEvents(2, 1_000);
    assertThatThrownBy(() -> log.export(Selection.everything(), new BreakingMeter(6)))
        .hasMessageContaining("broken off");
    log.lose();

    log.importIt();

    log.assertContent(before);
  }

  @Test
  void aPartitionWhoseArchivedRecordsExpiredBeginsAnew() {
    TopicPartition outcomes = new TopicPartition(Topics.JOB_OUTCOMES, 3);
    send(outcomes, 3);
    log.export();
    send(outcomes, 3);
    deleteBefore(outcomes, 6);

    log.export();

    assertThatItIsAllThere();
  }

  @Test
  void whatWasDeletedFromTopicsThatAreKeptForEverIsNotPassedOver() {
    TopicPartition events = new TopicPartition(Topics.AUDIT_EVENTS, 3);
    send(events, 3);
    log.export();
    send(events, 3);
    deleteBefore(events, 6);

    assertThatThrownBy(log::export)
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("audit.events-3 begins at offset 6, and the archive ends at 4");
  }

  @Test
  void anotherLogDoesNotGoIntoTheFolder() {
    givenEvents(1, 50);
    log.export();
    log.lose();
    log.backend().ensureTopics();

    assertThatThrownBy(log::export).hasMessageContaining("export of another cluster's");
    assertThatThrownBy(
            () -> log.export(new Selection(List.of(Topics.JOB_EVENTS), START, null), Meter.SILENT))
        .hasMessageContaining("other topics or times");
  }

  @Test
  void twoExportsIntoOneFolderExcludeEachOther() throws IOException {
    Files.createDirectories(log.folder());
    try (FolderLock _ = FolderLock.take(log.folder())) {
      assertThatThrownBy(log::export)
          .hasMessageContaining("another export")
          .hasMessageContaining("is running");
    }
  }

  private List<RecordedEvent<JobEvent>> givenEvents(long seed, int count) {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(seed, count, START).events();
    log.backend().log().jobs(events).commit();
    return events;
  }

  private void send(TopicPartition to, int records) {
    for (int i = 0; i < records; i++) {
      log.backend().log().send(to.topic(), to.partition(), new byte[36], new byte[] {1});
    }
    log.backend().log().commit();
  }

  private void deleteBefore(TopicPartition partition, long offset) {
    try (Cluster cluster = new Cluster(log.kafka(), Duration.ofSeconds(30))) {
      cluster.deleteBefore(Map.of(partition, offset));
    }
  }

  /** Returns the files that the running export has reported. */
  private List<Path> listed() {
    return ManifestFile.running(log.folder()).read().orElseThrow().segments().stream()
        .map(segment -> log.folder().resolve(segment.file()))
        .toList();
  }

  private Map<Path, FileTime> written() throws IOException {
    Map<Path, FileTime> written = new HashMap<>();
    for (Path file : log.files().toList()) {
      written.put(file, Files.getLastModifiedTime(file));
    }
    return written;
  }

  private void assertThatItIsAllThere() {
    Map<TopicPartition, Content> before = log.content();
    log.lose();
    log.importIt();
    log.assertContent(before);
  }
}
