package io.cogniscribe.command.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.TopicSetupException;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics with settings that an operator has changed, on a real Kafka. */
@RealServers
final class ForeignSettingsTest {

  private static final Actor PRODUCER = new Actor(ActorKind.PRODUCER, "ingest");

  private final TestServers servers;
  private final Path folder;
  private final KafkaClients clients;
  private final String application = "test-" + UuidCreator.getTimeOrderedEpoch();

  ForeignSettingsTest(TestServers servers, @TempDir Path folder) {
    this.servers = servers;
    this.folder = folder;
    this.clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
  }

  @BeforeEach
  void makeTopics() {
    ensureTopics();
  }

  @AfterEach
  void deleteTopics() {
    servers.deleteTopics();
  }

  @Test
  void setsTheTimestampLimitsWhenTheTopicsAreOfAnEarlierVersion() throws Exception {
    alter(Topics.JOB_EVENTS, Map.of(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, "3600000"));

    ensureTopics();

    assertThat(setting(Topics.JOB_EVENTS, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG))
        .isEqualTo(String.valueOf(Long.MAX_VALUE));
  }

  @Test
  void decidesACommandThatWasAppendedThreeHoursAheadAndThoseAfterIt() throws Exception {
    try (RunningDeciders deciders = begin()) {
      deciders.awaitReady();
      // Simulates a broker whose clock is three hours ahead.
      alter(Topics.JOB_COMMANDS, Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"));
      UUID job = UuidCreator.getTimeOrderedEpoch();
      CommandEnvelope<JobCommand> submit = submit(job);
      byte[] key = Keys.of(job);
      write(
          new ProducerRecord<>(
              Topics.JOB_COMMANDS,
              Keys.partition(key),
              Instant.now().plus(Duration.ofHours(3)).toEpochMilli(),
              key,
              Codecs.jobCommands().encode(submit)));

      assertThat(deciders.jobs().send(start(job)).join().result())
          .isEqualTo(new Outcome.Accepted(2, "processing"));
    }
  }

  @Test
  void goesOnWithTheRecordedPartitionsWhenEmptyOnesAreAdded() throws Exception {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    try (RunningDeciders deciders = begin()) {
      deciders.awaitReady();
      assertThat(deciders.jobs().send(submit(job)).join().result())
          .isEqualTo(new Outcome.Accepted(1, "pending"));
    }
    for (var topic : Topics.all()) {
      add(topic.name(), Topics.PARTITIONS + 1);
    }

    try (RunningDeciders deciders = begin()) {
      deciders.awaitReady();
      assertThat(deciders.jobs().send(start(job)).join().result())
          .isEqualTo(new Outcome.Accepted(2, "processing"));
      add(Topics.JOB_COMMANDS, Topics.PARTITIONS + 2);
      for (int i = 0; i < 50; i++) {
        assertThat(deciders.jobs().send(submit(UuidCreator.getTimeOrderedEpoch())).join().result())
            .isEqualTo(new Outcome.Accepted(1, "pending"));
      }
    }
    assertThat(ends(additional()).values()).containsOnly(0L);
  }

  @Test
  void namesTheTopicAndTheWayBackWhenAddedPartitionsHoldRecords() throws Exception {
    add(Topics.JOB_EVENTS, Topics.PARTITIONS + 1);
    write(
        new ProducerRecord<>(Topics.JOB_EVENTS, Topics.PARTITIONS, new byte[] {1}, new byte[] {2}));

    assertThatThrownBy(this::ensureTopics)
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining("jobs.events-8")
        .hasMessageContaining("docs/additional-partitions.md");
  }

  private RunningDeciders begin() {
    return RunningDeciders.begin(clients, application, folder.resolve("only"), clients::consumer);
  }

  private void ensureTopics() {
    try (Admin admin = clients.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
  }

  private void alter(String topic, Map<String, String> settings) throws Exception {
    try (Admin admin = clients.admin()) {
      List<AlterConfigOp> changes =
          settings.entrySet().stream()
              .map(setting ->
                  new AlterConfigOp(
                      new ConfigEntry(setting.getKey(), setting.getValue()),
                      AlterConfigOp.OpType.SET))
              .toList();
      admin.incrementalAlterConfigs(Map.of(resource(topic), changes)).all().get(10, SECONDS);
    }
  }

  private String setting(String topic, String name) throws Exception {
    try (Admin admin = clients.admin()) {
      var configs = admin.describeConfigs(List.of(resource(topic))).all().get(10, SECONDS);
      return Objects.requireNonNull(configs.get(resource(topic))).get(name).value();
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private void add(String topic, int partitions) throws Exception {
    try (Admin admin = clients.admin()) {
      admin
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
          .all()
          .get(10, SECONDS);
    }
  }

  private static List<TopicPartition> additional() {
    return Topics.all().stream()
        .map(topic -> new TopicPartition(topic.name(), Topics.PARTITIONS))
        .toList();
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) throws Exception {
    try (Admin admin = clients.admin()) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(
              partitions.stream().collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest())))
          .all()
          .get(10, SECONDS)
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    }
  }

  private void write(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (var producer = new KafkaProducer<byte[], byte[]>(clients.producerConfig())) {
      producer.send(record).get(10, SECONDS);
    }
  }

  private static CommandEnvelope<JobCommand> submit(UUID job) {
    return command(
        job,
        PRODUCER,
        new JobCommand.Submit(new UUID(2, 2), "a.mp3", null, 1, null, 0.15, null, true));
  }

  private static CommandEnvelope<JobCommand> start(UUID job) {
    return command(job, new Actor(ActorKind.WORKER, "worker-1"), new JobCommand.Start());
  }

  private static CommandEnvelope<JobCommand> command(UUID job, Actor actor, JobCommand payload) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new CommandEnvelope<>(
        id, job, actor, Instant.now(), null, "cafe", id, null, null, payload);
  }
}
