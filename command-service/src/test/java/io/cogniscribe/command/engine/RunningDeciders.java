package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.account.AccountFamily;
import io.cogniscribe.command.job.JobFamily;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/** The deciders of one instance and the gateways to them, without an HTTP edge. */
record RunningDeciders(
    CommandStreams streams,
    DefaultKafkaProducerFactory<byte[], byte[]> producers,
    ReplyingKafkaTemplate<byte[], byte[], byte[]> replies)
    implements AutoCloseable {

  /** Each start is another application: it has no changelog, no state and no position. */
  static RunningDeciders start(KafkaClients clients, Path state) {
    CommandTopology topology =
        new CommandTopology(
            List.of(JobFamily.of(new JobRules(1_000_000)), AccountFamily.create()),
            new StateRefill(clients::consumer),
            false);
    StreamsSettings settings =
        new StreamsSettings(
            clients.bootstrapServers(),
            "test-" + UuidCreator.getTimeOrderedEpoch(),
            state,
            "instance",
            null,
            (short) 1,
            Map.of());
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
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(streams.health().getStatus().getCode()).isEqualTo("UP"));
    return new RunningDeciders(streams, producers, replies);
  }

  CommandGateway<JobCommand> jobs() {
    return new KafkaCommandGateway<>(Topics.JOB_COMMANDS, Codecs.jobCommands(), replies);
  }

  CommandGateway<AccountCommand> accounts() {
    return new KafkaCommandGateway<>(Topics.ACCOUNT_COMMANDS, Codecs.accountCommands(), replies);
  }

  @Override
  public void close() {
    replies.stop();
    replies.destroy();
    producers.destroy();
    streams.stop();
  }
}
