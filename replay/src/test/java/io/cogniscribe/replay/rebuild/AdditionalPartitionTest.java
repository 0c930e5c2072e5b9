package io.cogniscribe.replay.rebuild;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rebuild includes a partition that was added to a topic of events. */
@RealServers
final class AdditionalPartitionTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final TestServers servers;
  private final Backend backend;

  AdditionalPartitionTest(TestServers servers) {
    this.servers = servers;
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
    servers.deleteTopics();
  }

  @Test
  void appliesTheRecordedPartitionsAloneWhenAPartitionIsAdded() throws Exception {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(8, 200, START).events();
    try (Admin admin = backend.admin()) {
      admin
          .createPartitions(
              Map.of(Topics.JOB_EVENTS, NewPartitions.increaseTo(Topics.PARTITIONS + 1)))
          .all()
          .get(30, SECONDS);
    }
    RecordedEvent<JobEvent> stray = JobStory.submitted(UUID.randomUUID(), START).last();
    backend
        .log()
        .send(
            Topics.JOB_EVENTS,
            Topics.PARTITIONS,
            Keys.of(stray.streamId()),
            Codecs.jobEvents().encode(stray));
    backend.log().jobs(events).commit();

    ProjectionLoop<?> loop = backend.run(new JobProjection());

    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> Tables.assertJobs(backend, events));
    backend.awaitState(loop, LoopState.Running.class);
    assertThat(backend.query("SELECT * FROM projection_positions"))
        .as("positions")
        .noneMatch(row -> row.containsValue(Topics.PARTITIONS));
    assertThat(new LogReader(backend.kafka()).ranges(Topics.JOB_EVENTS)).hasSize(Topics.PARTITIONS);
    assertThat(LogExtent.of(backend.kafka(), new JobProjection()).ends())
        .hasSize(Topics.PARTITIONS);
  }
}
