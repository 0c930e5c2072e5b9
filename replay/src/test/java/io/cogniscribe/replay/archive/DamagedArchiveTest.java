package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage of an archive is listed, and a damaged archive is not imported. */
@RealServers
final class DamagedArchiveTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final ArchivedLog log;

  DamagedArchiveTest(TestServers servers, @TempDir Path folder) {
    log = ArchivedLog.on(servers, folder);
  }

  @BeforeEach
  void givenEvents() {
    log.backend().log().jobs(RandomHistory.of(3, 600, START).events()).commit();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void anArchiveThatNothingHappenedToIsWhole() {
    log.export();

    Verification.Result result = log.verify();

    assertThat(result.problems()).isEmpty();
    assertThat(result.records()).isGreaterThanOrEqualTo(600);
    assertThat(result.notes()).containsExactly("the cluster is 0 offsets ahead of the archive");
    log.backend().log().jobs(RandomHistory.of(4, 100, START).events()).commit();
    assertThat(log.verify().notes())
        .singleElement()
        .asString()
        .matches(".* [1-9]\\d* offsets ahead .*");
  }

  @Test
  void aFlippedByteAShortenedFileAndAMissingFileAreNamed() throws IOException {
    log.export();
    List<Path> files = log.files().filter(file -> size(file) > 1_000).toList();
    Path flipped = files.get(0);
    byte[] bytes = Files.readAllBytes(flipped);
    bytes[bytes.length / 2] ^= 1;
    Files.write(flipped, bytes);
    Path shortened = files.get(1);
    byte[] whole = Files.readAllBytes(shortened);
    Files.write(shortened, Arrays.copyOf(whole, whole.length - 1));
    Path missing = files.get(2);
    Files.delete(missing);

    assertThat(log.verify().problems())
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains(name(flipped), "is damaged"),
            problem ->
                assertThat(problem)
                    .contains(name(shortened), (whole.length - 1) + " bytes, not " + whole.length),
            problem -> assertThat(problem).contains(name(missing), "is missing"));
    assertThatThrownBy(log::export).hasMessageContaining(name(missing) + " is missing");
    log.lose();
    assertThatThrownBy(log::importIt)
        .hasMessageContaining("the archive is damaged")
        .hasMessageContaining("3 in all");
    assertThatNothingWasWritten();
  }

  @Test
  void anEditedManifestIsNoticed() throws IOException {
    log.export();
    Path manifest = log.folder().resolve("manifest.json");
    String text = Files.readString(manifest);

    Files.writeString(manifest, text.replaceFirst("\"records\" : (\\d+)", "\"records\" : 1$1"));
    assertThat(log.verify().problems()).singleElement().asString().contains("was changed");
    assertThatThrownBy(log::importIt).hasMessageContaining("was changed");

    Files.writeString(manifest, text.substring(0, text.length() / 2));
    assertThat(log.verify().problems()).singleElement().asString().contains("is damaged");

    Files.writeString(manifest, text.replaceFirst("\"cluster_id\"", "\"cluster\""));
    assertThat(log.verify().problems()).singleElement().asString().contains("is damaged");
  }

  @Test
  void aHoleBetweenFilesIsNoticedThoughEachFileIsWhole() {
    log.export();
    ManifestFile file = ManifestFile.complete(log.folder());
    Manifest manifest = file.read().orElseThrow();
    file.write(ManifestEdits.withoutTheSecondFileOfSomePartition(manifest));

    assertThat(log.verify().problems())
        .anySatisfy(problem ->
            assertThat(problem)
                .matches("jobs.events-\\d: the offsets from .* are missing before .*"));
  }

  @Test
  void countsNoProblemWhenTheRecordThatCannotBeReadWasSkipped() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    int partition = Keys.partition(Keys.of(job.id()));
    long offset =
        log.backend().records(new TopicPartition(Topics.JOB_EVENTS, partition)).getLast().offset();
    log.backend()
        .log()
        .job(job.events().get(0))
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), new byte[] {1, 2, 3})
        .job(job.events().get(2))
        .commit();
    Coordinates garbage =
        log.backend().records(new TopicPartition(Topics.JOB_EVENTS, partition)).stream()
            .filter(record -> record.offset() > offset && record.value().length == 3)
            .map(record ->
                new Coordinates(
                    new TopicPartition(record.topic(), record.partition()), record.offset()))
            .findFirst()
            .orElseThrow();
    log.backend()
        .log()
        .audit(
            UUID.randomUUID(),
            Events.skipped("jobs", garbage, job.id().toString(), "sent by a test"))
        .commit();
    log.export();

    Verification.Result result = log.verify();

    assertThat(result.problems()).isEmpty();
    assertThat(result.notes()).contains(garbage + " cannot be read, and was skipped");
  }

  @Test
  void eventsThatCannotBeReadAndVersionsWithAGapAreNamed() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    log.backend().log().job(job.events().get(0)).job(job.events().get(2)).commit();
    UUID user = UUID.randomUUID();
    log.backend()
        .log()
        .account(Events.account(user, 2, START, new AccountEvent.AccountDeleted()))
        .send(Topics.AUDIT_EVENTS, Keys.of(user), new byte[] {1, 2, 3})
        .send(Topics.JOB_COMMANDS, Keys.of(user), new byte[] {1, 2, 3})
        .commit();
    log.export();

    assertThat(log.verify().problems())
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains(job.id() + " has version 3, not 2"),
            problem -> assertThat(problem).contains(user + " has version 2, not 1"),
            problem ->
                assertThat(problem)
                    .contains(
                        "audit.events-" + Keys.partition(Keys.of(user)) + "@0 cannot be read"));
  }

  @Test
  void aLogThatLostWhatTheArchiveHasIsNamed() {
    log.export();
    Manifest manifest = ManifestFile.complete(log.folder()).read().orElseThrow();
    ManifestFile.complete(log.folder()).write(ManifestEdits.endingLater(manifest));

    assertThat(log.verify().problems())
        .anySatisfy(problem -> assertThat(problem).contains("the cluster has lost records"));
  }

  @Test
  void aPartOfTheLogIsNotImported() {
    log.export(new Selection(List.of(Topics.JOB_EVENTS), null, null), Meter.SILENT);
    log.assertWhole();
    log.lose();

    assertThatThrownBy(log::importIt).hasMessageContaining("this is an extract");
    assertThatNothingWasWritten();
  }

  @Test
  void anExtractByTimeHasWhatWasRecordedThen() {
    List<String> topics = Selection.everything().topics();
    Instant now = Instant.now();

    Export.Result result =
        log.export(new Selection(topics, now.plusSeconds(60), null), Meter.SILENT);

    assertThat(result.manifest().records()).isZero();
    log.assertWhole();
  }

  private void assertThatNothingWasWritten() {
    try (var admin = log.backend().admin()) {
      assertThat(admin.listTopics().names().toCompletionStage().toCompletableFuture().join())
          .isEmpty();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
