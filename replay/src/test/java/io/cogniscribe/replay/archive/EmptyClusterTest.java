package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is imported only into an empty cluster. */
@RealServers
final class EmptyClusterTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final ArchivedLog log;

  EmptyClusterTest(TestServers servers, @TempDir Path folder) {
    log = ArchivedLog.on(servers, folder);
  }

  @BeforeEach
  void givenAnArchive() {
    log.backend().log().jobs(RandomHistory.of(5, 300, START).events()).commit();
    log.export();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void whatIsThereIsNamedAndLeftAlone() {
    var before = log.content();

    assertThatThrownBy(log::importIt)
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("the cluster is not empty: jobs.events (up to offset")
        .hasMessageContaining("delete all topics");
    log.assertContent(before);
  }

  @Test
  void stateAndPositionsOfDecidersAreSomething() {
    log.lose();
    log.backend().ensureTopics();
    try (Cluster cluster = new Cluster(log.kafka(), Duration.ofSeconds(30))) {
      cluster.create(new NewTopic("command-service-job-state-1-changelog", 1, (short) 1));
      await().until(() -> cluster.topics().size() > Topics.all().size());
      cluster.setDecided(Map.of(new TopicPartition(Topics.JOB_COMMANDS, 0), 5L));
    }

    assertThatThrownBy(log::importIt)
        .hasMessageContaining("command-service-job-state-1-changelog (state of the deciders)")
        .hasMessageContaining("offsets of the group command-service");
  }

  @Test
  void topicsWithoutRecordsAreNothing() {
    var before = log.content();
    log.lose();
    log.backend().ensureTopics();

    log.importIt();

    log.assertContent(before);
  }

  @Test
  void afterAnImportThatBrokeOffNeitherServicesNorAnotherImportStart() {
    log.lose();
    assertThatThrownBy(() -> log.importIt(new BreakingWhileWriting()))
        .hasMessageContaining("broken off");

    try (var admin = log.backend().admin()) {
      assertThatThrownBy(() -> new TopicSetup((short) 1, 1).ensure(admin))
          .hasMessageContaining("an import of the log is under way or broke off");
    }
    assertThatThrownBy(log::importIt)
        .hasMessageContaining("an import into it was interrupted")
        .hasMessageContaining("import again");
    log.lose();
    log.importIt();
    log.backend().ensureTopics();
  }

  /** Interrupts an import after some records. */
  private static final class BreakingWhileWriting implements Meter, Meter.Step {

    private int records;

    @Override
    public Step begin(String name, long total, int partitions) {
      return name.equals("import") ? this : Step.UNTOLD;
    }

    @Override
    public synchronized void add(long done, long bytes) {
      if (++records > 100) {
        throw new IllegalStateException("broken off");
      }
    }

    @Override
    public void partitionDone() {}

    @Override
    public void close() {}
  }
}
