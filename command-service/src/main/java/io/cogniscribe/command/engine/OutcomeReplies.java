package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * Request and reply over the log. It sends commands and receives the committed outcomes of all
 * partitions since its start. An instance ignores the outcomes that other instances wait for.
 */
public final class OutcomeReplies {

  /** The time after which a request stops waiting for its outcome and the client must ask again. */
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

  // With a function, the consumer gets the position before its first poll. A seek to the end would
  // get it later, and miss the outcomes that are written in between.
  private static final Function<Long, Long> FROM_NOW_ON = Function.identity();

  /** Starts after the topics exist and before the web server accepts requests. */
  private static final int PHASE = 1;

  private OutcomeReplies() {}

  /** Creates the template that all gateways of this instance use. */
  public static ReplyingKafkaTemplate<byte[], byte[], byte[]> template(
      KafkaClients clients, ProducerFactory<byte[], byte[]> producers) {
    ContainerProperties outcomes =
        new ContainerProperties(
            LogEndReader.partitions(List.of(Topics.JOB_OUTCOMES, Topics.ACCOUNT_OUTCOMES)).stream()
                .map(each -> new TopicPartitionOffset(each.topic(), each.partition(), FROM_NOW_ON))
                .toArray(TopicPartitionOffset[]::new));
    // No offset is committed: an outcome matters only to a request that waits for it now.
    outcomes.setAckMode(ContainerProperties.AckMode.MANUAL);
    KafkaMessageListenerContainer<byte[], byte[]> container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(clients.consumerConfig()), outcomes);
    container.setBeanName("outcomes");
    ReplyingKafkaTemplate<byte[], byte[], byte[]> template =
        new ReplyingKafkaTemplate<>(producers, container);
    template.setCorrelationHeaderName(Outbox.REPLY_HEADER);
    template.setSharedReplyTopic(true);
    template.setDefaultReplyTimeout(REPLY_TIMEOUT);
    template.setPhase(PHASE);
    return template;
  }
}
