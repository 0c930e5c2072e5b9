package io.cogniscribe.command.engine;

import static io.cogniscribe.command.engine.SignedRecords.PROOF;
import static io.cogniscribe.command.engine.SignedRecords.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.account.AccountAggregateType;
import io.cogniscribe.command.job.JobAggregateType;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/** The deciders of one instance and the gateways to them, without an HTTP edge. */
record RunningDeciders(
    CommandStreams streams,
    RestoreProgress restore,
    DefaultKafkaProducerFactory<byte[], byte[]> producers,
    ReplyingKafkaTemplate<byte[], byte[], byte[]> replies)
    implements AutoCloseable {

  /** A user that exists without an account, so that tests need not register one. */
  static final UUID KNOWN_USER = new UUID(2, 2);

  /** Starts a new application, which has no changelog, state or offsets. */
  static RunningDeciders start(KafkaClients clients, Path state) {
    return start(clients, state, aggregateTypes());
  }

  /** Starts another application with these aggregate types. */
  static RunningDeciders start(
      KafkaClients clients, Path state, List<AggregateType<?, ?, ?, ?>> aggregateTypes) {
    String application = "test-" + UuidCreator.getTimeOrderedEpoch();
    RunningDeciders instance =
        begin(clients, application, state, clients::consumer, aggregateTypes, uncounted());
    instance.awaitReady();
    return instance;
  }

  /**
   * Starts an instance of an application that may have others, and does not wait for it.
   *
   * @param consumers the consumers that read the log to restore stores
   */
  static RunningDeciders begin(
      KafkaClients clients,
      String application,
      Path state,
      Supplier<Consumer<byte[], byte[]>> consumers) {
    return begin(clients, application, state, consumers, aggregateTypes(), uncounted());
  }

  /**
   * Starts an instance and does not wait for it.
   *
   * @param decisions counts every decision
   */
  static RunningDeciders begin(
      KafkaClients clients,
      String application,
      Path state,
      Supplier<Consumer<byte[], byte[]>> consumers,
      DecisionMeter decisions) {
    return begin(clients, application, state, consumers, aggregateTypes(), decisions);
  }

  private static DecisionMeter uncounted() {
    return new DecisionMeter(new SimpleMeterRegistry(), Clock.systemUTC());
  }

  private static RunningDeciders begin(
      KafkaClients clients,
      String application,
      Path state,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<AggregateType<?, ?, ?, ?>> aggregateTypes,
      DecisionMeter decisions) {
    RestoreProgress restore = new RestoreProgress();
    CommandTopology topology =
        new CommandTopology(aggregateTypes, new StateRestore(consumers, restore), decisions, false);
    StreamsSettings settings =
        new StreamsSettings(
            clients, application, state, String.valueOf(state.getFileName()), null, (short) 1);
    CommandStreams streams =
        new CommandStreams(
            topology,
            settings,
            new LogCheck(clients, new TopicSetup((short) 1, 1)),
            Clock.systemUTC());
    streams.start();
    var producers = new DefaultKafkaProducerFactory<byte[], byte[]>(clients.producerConfig());
    var replies = OutcomeReplies.template(clients, producers);
    replies.afterPropertiesSet();
    replies.start();
    return new RunningDeciders(streams, restore, producers, replies);
  }

  private static List<AggregateType<?, ?, ?, ?>> aggregateTypes() {
    return List.of(
        JobAggregateType.of(new JobRules(1_000_000), PROOF, KNOWN_USER::equals),
        AccountAggregateType.create(PROOF));
  }

  void awaitReady() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(streams.health().getStatus().getCode()).isEqualTo("UP"));
  }

  CommandGateway<JobCommand> jobs() {
    return new KafkaCommandGateway<>(
        Topics.JOB_COMMANDS, Codecs.jobCommands(), replies, restore, SIGNATURES);
  }

  CommandGateway<AccountCommand> accounts() {
    return new KafkaCommandGateway<>(
        Topics.ACCOUNT_COMMANDS, Codecs.accountCommands(), replies, restore, SIGNATURES);
  }

  @Override
  public void close() {
    replies.stop();
    replies.destroy();
    producers.destroy();
    streams.stop();
  }
}
