package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.ScriptSessions;
import io.cogniscribe.replay.cli.OperatorCommand;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** An operator skips an event that a projection cannot apply, and the audit log shows it. */
@SharedStack
final class SkippedRecordTest {

  private static final String TRANSCRIPT = "the heart has four chambers";

  private final StackProcess stack;
  private final Journey journey;

  SkippedRecordTest(StackProcess stack) throws IOException {
    this.stack = stack;
    this.journey = new Journey(stack.address());
  }

  @Test
  void skipsAnUndecodableEventAndContinuesTheAggregate() throws Exception {
    journey.register("ines");
    Journey.Job job = journey.submit("ines");
    String garbage = garbageOf(UUID.fromString(job.id()));
    journey.complete(job, TRANSCRIPT);
    await().until(() -> parked("", "show", garbage, "--projection", "jobs") == 0);

    assertThat(parked(token(Role.USER), "skip", garbage, "--reason", "no")).isEqualTo(1);
    assertThat(parked(token(Role.OPERATOR), "skip", garbage, "--reason", "test")).isZero();

    assertThat(journey.read("ines", job)).contains(TRANSCRIPT);
    assertThat(parked("", "show", garbage, "--projection", "jobs")).isEqualTo(1);
  }

  private String garbageOf(UUID job) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", stack.kafkaBootstrapServers());
    byte[] key = Keys.of(job);
    byte[] value = "garbage".getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata written =
          producer
              .send(new ProducerRecord<>(Topics.JOB_EVENTS, Keys.partition(key), key, value))
              .get();
      return "%s-%d@%d".formatted(written.topic(), written.partition(), written.offset());
    }
  }

  private int parked(String token, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    all[0] = "replay";
    all[1] = "parked";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Settings settings =
        Settings.of(
            Map.of(
                "DATABASE_URL", stack.address().databaseUrl().toString(),
                "REDIS_URL", stack.address().redisUrl().toString(),
                "KAFKA_BOOTSTRAP_SERVERS", stack.kafkaBootstrapServers(),
                "COMMAND_URL", stack.commandService().toString(),
                "COGNISCRIBE_TOKEN", token));
    return OperatorCommand.run(settings, all);
  }

  private String token(Role role) throws Exception {
    return ScriptSessions.at(stack.address()).token(role, "system-test");
  }
}
