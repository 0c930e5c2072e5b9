package io.cogniscribe.command;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.account.AccountAggregateType;
import io.cogniscribe.command.account.AccountLog;
import io.cogniscribe.command.engine.ActorProof;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.engine.CommandStreams;
import io.cogniscribe.command.engine.CommandTopology;
import io.cogniscribe.command.engine.CommandWatch;
import io.cogniscribe.command.engine.DecisionMeter;
import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.command.engine.KafkaCommandGateway;
import io.cogniscribe.command.engine.LogCheck;
import io.cogniscribe.command.engine.LogEndReader;
import io.cogniscribe.command.engine.OutcomeReplies;
import io.cogniscribe.command.engine.RestoreProgress;
import io.cogniscribe.command.engine.StateRestore;
import io.cogniscribe.command.engine.StreamsSettings;
import io.cogniscribe.command.job.JobAggregateType;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.command.job.Users;
import io.cogniscribe.command.settings.CommandSettings;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.ActorSignatures;
import io.cogniscribe.wire.Codecs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/** Configures the command path: gateways to the log, deciders, and views of the log. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  CommandSettings commandSettings(Settings settings) {
    return CommandSettings.of(settings);
  }

  @Bean
  KafkaClients kafkaClients(Settings settings) {
    return new KafkaClients(settings.kafkaBootstrapServers(), settings.kafkaClientSettings());
  }

  @Bean
  ActorSignatures actorSignatures(CommandSettings settings) {
    return ActorSignatures.of(settings.actorKey(), settings.previousActorKey().orElse(null));
  }

  @Bean
  RestoreProgress restoreProgress() {
    return new RestoreProgress();
  }

  @Bean
  CommandStreams commandStreams(
      Settings shared,
      CommandSettings settings,
      KafkaClients clients,
      JobRules rules,
      ActorSignatures signatures,
      AccountLog accounts,
      RestoreProgress restore,
      MeterRegistry meters,
      Clock clock) {
    ActorProof proof = new ActorProof(signatures, settings.actorKeySince());
    CommandTopology topology =
        new CommandTopology(
            List.of(
                JobAggregateType.of(rules, proof, user -> accounts.account(user).isPresent()),
                AccountAggregateType.create(proof)),
            new StateRestore(clients::consumer, restore),
            new DecisionMeter(meters, clock),
            settings.storesInMemory());
    LogCheck check =
        new LogCheck(
            clients, new TopicSetup(shared.replicationFactor(), shared.minInsyncReplicas()));
    StreamsSettings streams =
        new StreamsSettings(
            clients,
            Topics.DECIDERS,
            settings.stateDirectory(),
            Topics.DECIDERS + "-" + settings.instanceId(),
            settings.instanceAddress().orElse(null),
            shared.replicationFactor());
    return new CommandStreams(topology, streams, check, clock);
  }

  /** The bean's name gives the component its name in the readiness group: commands. */
  @Bean
  CommandWatch commandsHealthIndicator(
      Settings settings, KafkaClients clients, CommandStreams streams, MeterRegistry meters) {
    return new CommandWatch(clients, streams, settings.readinessPatience(), meters);
  }

  @Bean
  ProducerFactory<byte[], byte[]> commandProducers(KafkaClients clients) {
    return new DefaultKafkaProducerFactory<>(clients.producerConfig());
  }

  @Bean
  ReplyingKafkaTemplate<byte[], byte[], byte[]> outcomeReplies(
      KafkaClients clients, ProducerFactory<byte[], byte[]> producers) {
    return OutcomeReplies.template(clients, producers);
  }

  @Bean
  CommandGateway<JobCommand> jobCommands(
      ReplyingKafkaTemplate<byte[], byte[], byte[]> kafka,
      RestoreProgress restore,
      ActorSignatures signatures) {
    return new KafkaCommandGateway<>(
        Topics.JOB_COMMANDS, Codecs.jobCommands(), kafka, restore, signatures);
  }

  @Bean
  CommandGateway<AccountCommand> accountCommands(
      ReplyingKafkaTemplate<byte[], byte[], byte[]> kafka,
      RestoreProgress restore,
      ActorSignatures signatures) {
    return new KafkaCommandGateway<>(
        Topics.ACCOUNT_COMMANDS, Codecs.accountCommands(), kafka, restore, signatures);
  }

  @Bean
  LogEndReader logEndReader(KafkaClients clients) {
    return new LogEndReader(clients::admin);
  }

  @Bean
  AccountLog accountLog(KafkaClients clients) {
    return new AccountLog(clients::consumer, clients::admin);
  }

  @Bean
  Users users(AccountLog accounts) {
    return accounts::existence;
  }
}
