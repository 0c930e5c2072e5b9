package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of {@code replay dead-letters}, on a real Kafka with a decider of the test. */
@RealServers
final class DeadLettersCommandTest {

  private static final byte[] SIGNATURE = {1, 2, 3};

  private final TestServers servers;
  private final KafkaSource kafka;
  private final Producer<byte[], byte[]> producer;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  DeadLettersCommandTest(TestServers servers) {
    this.servers = servers;
    this.kafka = new KafkaSource(servers.kafkaBootstrapServers());
    this.producer = kafka.producer(Map.of());
  }

  @BeforeEach
  void makeTopics() {
    servers.deleteUsedTopics();
    try (Admin admin = kafka.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
  }

  @AfterEach
  void close() {
    producer.close();
    servers.deleteUsedTopics();
  }

  @Test
  void countsLettersByCodeAndShowsTheNewestWhenListed() throws Exception {
    for (int i = 0; i < 30; i++) {
      letter(new CommandPosition(Topics.JOB_COMMANDS, 3, i), "wrong_partition", new byte[10]);
    }
    letter(new CommandPosition(Topics.ACCOUNT_COMMANDS, 1, 7), "too_large", new byte[10]);

    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("1  too_large", "30  wrong_partition", "auth.commands-1@7", "why");

    JsonNode listed = json("list", "--code", "wrong_partition", "--limit", "10", "--json");
    assertThat(listed.path("codes").path("wrong_partition").asLong()).isEqualTo(30);
    assertThat(listed.path("newest")).hasSize(10);
    assertThat(json("list", "--since", "2100-01-01T00:00:00Z", "--json").path("codes")).isEmpty();
    assertThat(run("list", "--since", "yesterday")).isEqualTo(2);
    assertThat(run("list", "--limit", "-1")).isEqualTo(2);
  }

  @Test
  void showsNoPersonalDataWhenALetterIsShown() throws Exception {
    CommandEnvelope<JobCommand> submit = submit();
    String id = deadCommand(submit);

    assertThat(run("show", id)).isZero();
    assertThat(out.toString())
        .contains(id + ": wrong_partition", "Submit", submit.commandId().toString())
        .contains("the actor is signed", "it can be resubmitted")
        .doesNotContain("anatomy.mp3");
    assertThat(run("show", "jobs.commands-3@999")).isEqualTo(1);
    assertThat(run("show", "nothing")).isEqualTo(2);
  }

  @Test
  void sendsTheCommandToThePartitionOfItsKeyWhenItIsResubmitted() throws Exception {
    CommandEnvelope<JobCommand> submit = submit();
    String id = deadCommand(submit);
    Outcome.Result accepted = new Outcome.Accepted(1, "pending");

    try (Decider decider = new Decider(accepted)) {
      assertThat(run("resubmit", id)).isZero();
      assertThat(out.toString()).contains(id + ": accepted: version 1, pending");
      ConsumerRecord<byte[], byte[]> sent = decider.taken.getFirst();
      assertThat(sent.partition()).isEqualTo(Keys.partition(sent.key()));
      assertThat(Codecs.jobCommands().decode(sent.value())).isEqualTo(submit);
      assertThat(sent.headers().toArray())
          .extracting(Header::key)
          .containsExactly("actor-signature");
      assertThat(sent.headers().lastHeader("actor-signature").value()).isEqualTo(SIGNATURE);

      assertThat(run("resubmit", id)).isZero();
      assertThat(decider.taken).hasSize(2);
    }
  }

  @Test
  void printsTheRejectionWhenTheCommandIsRejectedAgain() throws Exception {
    String id = deadCommand(submit());
    Outcome.Result rejected =
        Outcome.Rejected.of(Outcome.Reason.CONFLICT, "job_exists", "the job exists");

    try (Decider _ = new Decider(rejected)) {
      assertThat(run("resubmit", id)).isEqualTo(1);
    }
    assertThat(out.toString()).contains(id + ": rejected job_exists: the job exists");
  }

  @Test
  void resubmitsFromTheLetterWhenTheOriginalHasExpired() throws Exception {
    CommandEnvelope<JobCommand> submit = submit();
    String id = deadCommand(submit);
    TopicPartition wrong = new TopicPartition(Topics.JOB_COMMANDS, wrongPartition(submit));
    try (Admin admin = kafka.admin()) {
      admin.deleteRecords(Map.of(wrong, RecordsToDelete.beforeOffset(-1))).all().get();
    }

    try (Decider decider = new Decider(new Outcome.Accepted(1, "pending"))) {
      assertThat(run("resubmit", id)).isZero();
      assertThat(Codecs.jobCommands().decode(decider.taken.getFirst().value())).isEqualTo(submit);
    }
  }

  @Test
  void refusesACommandWhenItIsNotWhole() throws Exception {
    CommandPosition gone = new CommandPosition(Topics.JOB_COMMANDS, 3, 12);
    letter(gone, "not_decodable", new byte[100_000]);
    producer
        .send(
            record(
                DeadLetter.unread(
                    new CommandPosition(Topics.JOB_COMMANDS, 3, 13), "too_large", "too large")))
        .get();

    assertThat(run("resubmit", "jobs.commands-3@12", "jobs.commands-3@13")).isEqualTo(1);
    assertThat(out.toString())
        .contains("jobs.commands-3@12: refused not_whole", "the letter holds a part of it")
        .contains("jobs.commands-3@13: refused not_whole");
  }

  @Test
  void refusesACommandWhenItsKeyIsNotCanonical() throws Exception {
    CommandEnvelope<JobCommand> submit = submit();
    byte[] key =
        submit.aggregateId().toString().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    String id = deadCommand(submit, key, "key_not_canonical");

    assertThat(run("resubmit", id)).isEqualTo(1);
    assertThat(out.toString()).contains("refused key_not_canonical");
  }

  @Test
  void refusesAnotherRecordWhenItIsAtThePositionOfTheCommand() throws Exception {
    CommandEnvelope<JobCommand> submit = submit();
    RecordMetadata other =
        producer
            .send(
                new ProducerRecord<>(
                    Topics.JOB_COMMANDS, 0, Keys.of(submit.aggregateId()), new byte[] {9}))
            .get();
    letter(
        new CommandPosition(Topics.JOB_COMMANDS, 0, other.offset()),
        "wrong_partition",
        new byte[100_000]);

    assertThat(run("resubmit", "jobs.commands-0@" + other.offset())).isEqualTo(1);
    assertThat(out.toString()).contains("refused not_whole");
  }

  @Test
  void exitsWithThreeWhenKafkaDoesNotAnswer() {
    Settings nobody = Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"));

    assertThat(execute(nobody, "list")).isEqualTo(3);
    assertThat(err.toString()).contains("Kafka does not answer");
  }

  /** Writes a command to a wrong partition, and its letter; returns the letter's id. */
  private String deadCommand(CommandEnvelope<JobCommand> command) throws Exception {
    return deadCommand(command, Keys.of(command.aggregateId()), "wrong_partition");
  }

  private String deadCommand(CommandEnvelope<JobCommand> command, byte[] key, String code)
      throws Exception {
    ProducerRecord<byte[], byte[]> original =
        new ProducerRecord<>(
            Topics.JOB_COMMANDS,
            wrongPartition(command),
            key,
            Codecs.jobCommands().encode(command));
    original.headers().add("actor-signature", SIGNATURE).add("reply-to", new byte[16]);
    RecordMetadata written = producer.send(original).get();
    CommandPosition position =
        new CommandPosition(written.topic(), written.partition(), written.offset());
    producer
        .send(
            record(DeadLetter.of(position, code, "why", key, original.value(), original.headers())))
        .get();
    return "%s-%d@%d".formatted(written.topic(), written.partition(), written.offset());
  }

  private static int wrongPartition(CommandEnvelope<?> command) {
    return (Keys.partition(Keys.of(command.aggregateId())) + 1) % Topics.PARTITIONS;
  }

  private void letter(CommandPosition position, String code, byte[] value) throws Exception {
    byte[] key = Keys.of(new UUID(0, position.offset()));
    producer
        .send(record(DeadLetter.of(position, code, "why", key, value, new RecordHeaders())))
        .get();
  }

  private static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS,
        (int) (letter.position().offset() % Topics.PARTITIONS),
        letter.key() == null ? null : letter.key().get(),
        letter.value() == null ? null : letter.value().get(),
        letter.headers());
  }

  private static CommandEnvelope<JobCommand> submit() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new CommandEnvelope<>(
        id,
        id,
        new Actor(ActorKind.PRODUCER, "upstream"),
        Instant.parse("2026-11-01T08:00:00Z"),
        null,
        null,
        id,
        null,
        null,
        new JobCommand.Submit(id, "anatomy.mp3", null, 1, null, 0.15, null, true));
  }

  private JsonNode json(String... arguments) {
    assertThat(run(arguments)).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }

  private int run(String... arguments) {
    return execute(
        Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers())), arguments);
  }

  private int execute(Settings settings, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Cli.run(settings, out, err, "replay dead-letters", arguments);
  }

  /** Answers every command that is on the partition of its key with one result. */
  private final class Decider implements AutoCloseable {

    private final List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Outcome.Result result;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    Decider(Outcome.Result result) {
      this.result = result;
      KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", servers.kafkaBootstrapServers()),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.PARTITIONS)
              .mapToObj(partition -> new TopicPartition(Topics.JOB_COMMANDS, partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      thread.execute(() -> run(consumer));
    }

    private void run(KafkaConsumer<byte[], byte[]> consumer) {
      try (consumer) {
        while (!closed.get()) {
          consumer.poll(Duration.ofMillis(50)).forEach(this::answer);
        }
      }
    }

    private void answer(ConsumerRecord<byte[], byte[]> record) {
      synchronized (taken) {
        taken.add(record);
      }
      CommandEnvelope<JobCommand> command = Codecs.jobCommands().decode(record.value());
      Outcome outcome =
          new Outcome(
              command.commandId(),
              command.aggregateId(),
              command.actor(),
              new CommandPosition(record.topic(), record.partition(), record.offset()),
              Instant.now(),
              null,
              result);
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.JOB_OUTCOMES,
                  record.partition(),
                  record.key(),
                  Codecs.outcomes().encode(outcome)));
    }

    @Override
    public void close() {
      closed.set(true);
      thread.close();
    }
  }
}
