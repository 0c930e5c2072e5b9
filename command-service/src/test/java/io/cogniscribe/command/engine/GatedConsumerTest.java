package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consumer of commands with records that need more memory than is available. */
@RealServers
final class GatedConsumerTest {

  private static final int BOUND = 1_000;

  /** Simulates a small heap: it fails like the allocation of a large record. */
  private static final Deserializer<byte[]> SMALL_HEAP =
      (_, value) -> {
        if (value.length > BOUND) {
          throw new OutOfMemoryError("a test's bound");
        }
        return value;
      };

  private static final TopicPartition FIRST = new TopicPartition(Topics.JOB_COMMANDS, 0);
  private static final TopicPartition SECOND = new TopicPartition(Topics.JOB_COMMANDS, 1);

  private final TestServers servers;
  private final AtomicLong nanos = new AtomicLong();
  private final MemoryGuard memory = new MemoryGuard(nanos::get);
  private final KafkaClients clients;

  GatedConsumerTest(TestServers servers) {
    this.servers = servers;
    this.clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
  }

  @BeforeEach
  void createTopics() {
    try (var admin = clients.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
  }

  @AfterEach
  void deleteTopics() {
    servers.deleteTopics();
  }

  @Test
  void passesOverARecordAloneWhenItNeedsTooMuchMemory() {
    write(FIRST, 10, 11, BOUND + 1, 12);
    write(SECOND, 20, 21, 22);
    memory.exhausted();

    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    try (GatedConsumer consumer = consumer()) {
      while (read.size() < 7) {
        consumer.poll(Duration.ofMillis(20)).forEach(read::add);
      }
      assertThat(consumer.position(FIRST)).isEqualTo(4);
    }

    assertThat(read.stream().filter(record -> record.partition() == 0))
        .extracting(ConsumerRecord::offset)
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(read.stream().filter(record -> record.partition() == 1))
        .extracting(record -> record.value().length)
        .containsExactly(20, 21, 22);
    ConsumerRecord<byte[], byte[]> unread =
        read.stream().filter(record -> record.value() == null).findFirst().orElseThrow();
    DeadLetter letter = DeadLetter.read(unread).orElseThrow();
    assertThat(letter.code()).isEqualTo("too_large");
    assertThat(letter.position().token()).isEqualTo("jobs.commands:0:2");
  }

  @Test
  void readsManyRecordsInAPollWhenMemoryHasSufficedForAMinute() {
    memory.exhausted();
    assertThat(memory.consumerConfig(Map.of()))
        .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);

    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(memory.isCautious()).isFalse();
    assertThat(memory.consumerConfig(Map.of())).isEmpty();
  }

  private GatedConsumer consumer() {
    Map<String, Object> config = new HashMap<>(clients.consumerConfig());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    GatedConsumer consumer =
        new GatedConsumer(
            memory.consumerConfig(config),
            SMALL_HEAP,
            new StreamsClients(
                new RestoreProgress(),
                new RestartDelay(System::nanoTime),
                memory,
                new FetchedCommands(),
                new DecisionMeter(new SimpleMeterRegistry(), Clock.systemUTC())));
    consumer.assign(List.of(FIRST, SECOND));
    return consumer;
  }

  /**
   * Writes records in one batch, so that the records after the large one must be read from the same
   * batch.
   */
  private void write(TopicPartition partition, int... sizes) {
    Map<String, Object> config = new HashMap<>(clients.producerConfig());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1_000);
    try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
      for (int size : sizes) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    partition.topic(), partition.partition(), null, new byte[size]));
      }
    }
  }
}
