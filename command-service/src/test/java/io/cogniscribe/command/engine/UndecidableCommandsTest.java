package io.cogniscribe.command.engine;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.command.account.AccountAggregateType;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.testservers.junit.CommittedRecords;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.ActorSignatures;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that cannot be decided, on a real Kafka. The next command of the partition is decided.
 */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UndecidableCommandsTest {

  private static final UUID ADA = new UUID(2, 2);
  private static final int LARGE = 10 * 1024 * 1024;
  private static final Headers NONE = new RecordHeaders();

  private final TestServers servers;
  private KafkaClients clients;
  private RunningDeciders instance;
  private UUID job;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before the tests.
  UndecidableCommandsTest(TestServers servers) {
    this.servers = servers;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
    instance =
        RunningDeciders.start(
            clients,
            folder,
            List.of(
                FaultyDecider.aggregateType(), AccountAggregateType.create(SignedRecords.PROOF)));
  }

  @BeforeEach
  void name() {
    job = UuidCreator.getTimeOrderedEpoch();
  }

  @AfterAll
  void stop() {
    instance.close();
    servers.deleteTopics();
  }

  @Test
  void keepsTheFirstBytesWhenAValueIsLargerThanAnyRecordMayBe() {
    RecordMetadata sent = send(null, Keys.of(job), new byte[LARGE], NONE);

    assertNextIsDecided();
    DeadLetter letter = deadLetter(sent);
    assertThat(letter.code()).isEqualTo("too_large");
    assertThat(letter.size()).isEqualTo(LARGE);
    assertThat(letter.value()).isEqualTo(Bytes.wrap(new byte[DeadLetter.MAX_VALUE_BYTES]));
    assertThat(letter.key()).isEqualTo(Bytes.wrap(Keys.of(job)));
  }

  @Test
  void decidesTheCommandWhenItHasALargeHeader() {
    CommandEnvelope<JobCommand> submit = submit(UuidCreator.getTimeOrderedEpoch(), "a.mp3");
    Headers headers =
        new RecordHeaders().add("x", new byte[LARGE]).add("reply-to", new byte[LARGE]);
    send(null, Keys.of(submit.aggregateId()), encoded(submit), headers);

    assertThat(outcome(submit).result()).isEqualTo(new Outcome.Accepted(1, "pending"));
    assertThat(jobs().send(start(submit.aggregateId())).join().result())
        .isEqualTo(new Outcome.Accepted(2, "processing"));
  }

  @Test
  void refusesTheCommandWhenItsKeyIsInCapitals() {
    CommandEnvelope<JobCommand> submit = submit(job, "a.mp3");
    byte[] key = job.toString().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    RecordMetadata sent = send(null, key, encoded(submit), NONE);

    assertRefused(submit, sent, "key_not_canonical");
  }

  @Test
  void refusesTheCommandWhenItIsOnAnotherPartition() {
    CommandEnvelope<JobCommand> submit = submit(job, "a.mp3");
    int other = (Keys.partition(Keys.of(job)) + 1) % Topics.PARTITIONS;
    RecordMetadata sent = send(other, Keys.of(job), encoded(submit), NONE);

    assertRefused(submit, sent, "wrong_partition");
  }

  @Test
  void answersWhenTheDeciderThrows() {
    CommandEnvelope<JobCommand> submit = submit(job, FaultyDecider.THROWS);

    Outcome outcome = jobs().send(submit).join();

    assertThat(code(outcome)).isEqualTo("not_decidable");
    assertThat(instance.streams().find(submit.commandId())).contains(outcome);
    assertNextIsDecided();
  }

  @Test
  void givesACommandUpWhenItFailsTwice() {
    CommandEnvelope<JobCommand> submit = submit(job, FaultyDecider.BREAKS);
    RecordMetadata sent = send(null, Keys.of(job), encoded(submit), NONE);

    assertThat(code(outcome(submit))).isEqualTo("not_decidable");
    assertThat(deadLetter(sent).isWhole()).isTrue();
    assertNextIsDecided();
  }

  /** Asserts that the next command of the aggregate is decided; a refused command left no trace. */
  private void assertNextIsDecided() {
    assertThat(jobs().send(submit(job, "next.mp3")).join().result())
        .isEqualTo(new Outcome.Accepted(1, "pending"));
  }

  private void assertRefused(
      CommandEnvelope<JobCommand> command, RecordMetadata sent, String code) {
    assertThat(deadLetter(sent).code()).isEqualTo(code);
    assertThat(
            CommittedRecords.of(clients.consumer(), Topics.JOB_OUTCOMES).stream()
                .map(record -> Codecs.outcomes().decode(record.value()))
                .filter(outcome -> outcome.commandId().equals(command.commandId()))
                .map(UndecidableCommandsTest::code))
        .containsExactly(code);
    // A correctly placed command with this id gets its own outcome.
    assertThat(jobs().send(command).join().result()).isEqualTo(new Outcome.Accepted(1, "pending"));
    assertThat(jobs().send(start(job)).join().result())
        .isEqualTo(new Outcome.Accepted(2, "processing"));
  }

  private Outcome outcome(CommandEnvelope<JobCommand> command) {
    return await()
        .atMost(Duration.ofMinutes(1))
        // The thread fails on purpose, with an uncaught exception.
        .dontCatchUncaughtExceptions()
        // While the thread is replaced, its stores are closed.
        .ignoreExceptionsMatching(failure ->
            failure instanceof LogUnavailableException
                || failure instanceof RestoreUnfinishedException)
        .until(() -> instance.streams().find(command.commandId()), Optional::isPresent)
        .orElseThrow();
  }

  private DeadLetter deadLetter(RecordMetadata sent) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .dontCatchUncaughtExceptions()
        .until(
            () ->
                CommittedRecords.of(clients.consumer(), Topics.DEAD_LETTERS).stream()
                    .flatMap(record -> DeadLetter.read(record).stream())
                    .filter(letter ->
                        letter.position().partition() == sent.partition()
                            && letter.position().offset() == sent.offset())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private RecordMetadata send(
      @Nullable Integer partition, byte[] key, byte[] value, Headers headers) {
    Map<String, Object> config = new HashMap<>(clients.producerConfig());
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * LARGE);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * LARGE);
    try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
      var record = new ProducerRecord<>(Topics.JOB_COMMANDS, partition, key, value, headers);
      record
          .headers()
          .add(
              ActorSignatures.HEADER,
              SignedRecords.SIGNATURES.sign(Topics.JOB_COMMANDS, key, value));
      return producer.send(record).get(1, MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private CommandGateway<JobCommand> jobs() {
    return instance.jobs();
  }

  private static String code(Outcome outcome) {
    return ((Outcome.Rejected) outcome.result()).code();
  }

  private static byte[] encoded(CommandEnvelope<JobCommand> command) {
    return Codecs.jobCommands().encode(command);
  }

  private static CommandEnvelope<JobCommand> submit(UUID job, String filename) {
    return command(
        job,
        Actor.user(ADA),
        new JobCommand.Submit(ADA, filename, null, 1, null, 0.15, null, true));
  }

  private static CommandEnvelope<JobCommand> start(UUID job) {
    return command(job, new Actor(ActorKind.WORKER, "worker-1"), new JobCommand.Start());
  }

  private static CommandEnvelope<JobCommand> command(UUID job, Actor actor, JobCommand payload) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new CommandEnvelope<>(
        id, job, actor, Instant.now(), null, null, id, null, null, payload);
  }
}
