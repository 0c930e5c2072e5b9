package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * Request and reply over the log: commands out, and the committed outcomes of all partitions back,
 * from the moment of the start. An instance passes over the outcomes that others wait for.
 */
public final class OutcomeReplies {

  /** How long a request waits for its outcome before it is told to come back for it. */
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

  // With a function the position is fetched before the first poll. Seeking to the end would fetch
  // it
  // some time after, and pass over the outcomes that are written until then.
  private static final Function<Long, Long> FROM_NOW_ON = Function.identity();

  /** After the topics have been made to exist, before the web server takes requests. */
  private static final int PHASE = 1;

  private OutcomeReplies() {}

  /** The template through which all gateways of this instance send. */
  public static ReplyingKafkaTemplate<byte[], byte[], byte[]> template(
      KafkaClients clients, ProducerFactory<byte[], byte[]> producers) {
    ContainerProperties outcomes =
        new ContainerProperties(
            Stream.of(Topics.JOB_OUTCOMES, Topics.ACCOUNT_OUTCOMES)
                .flatMap(topic ->
                    IntStream.range(0, Topics.PARTITIONS)
                        .mapToObj(
                            partition -> new TopicPartitionOffset(topic, partition, FROM_NOW_ON)))
                .toArray(TopicPartitionOffset[]::new));
    // Nothing is committed: an outcome concerns a request that waits, and nobody after it.
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
