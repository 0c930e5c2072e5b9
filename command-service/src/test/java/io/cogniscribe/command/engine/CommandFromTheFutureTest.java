package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.account.AccountAggregateType;
import io.cogniscribe.command.job.JobAggregateType;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands whose log-append time is far ahead of this machine's time. */
final class CommandFromTheFutureTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant NEXT_MONTH = NOW.plus(Duration.ofDays(30));
  private static final Actor PRODUCER = new Actor(ActorKind.PRODUCER, "ingest");

  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          new CommandTopology(
                  List.of(
                      JobAggregateType.of(new JobRules(1_000_000), SignedRecords.PROOF, _ -> true),
                      AccountAggregateType.create(SignedRecords.PROOF)),
                  new StateRestore(EmptyLog::consumer, new RestoreProgress()),
                  new DecisionMeter(new SimpleMeterRegistry(), Clock.systemUTC()),
                  true)
              .build(),
          new Properties(),
          NOW);

  /** Starts the restore, which finds an empty log. */
  @BeforeEach
  void start() {
    driver.advanceWallClockTime(Duration.ofMillis(1));
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void keepsTheFirstAnswerWhenAnotherCommandWasAppendedAMonthAhead() {
    CommandEnvelope<JobCommand> first = submit(1);
    send(first, NOW);
    send(submit(2), NEXT_MONTH);
    send(first, NOW.plusSeconds(1));

    assertThat(values(Topics.JOB_EVENTS)).hasSize(2);
    List<Outcome> outcomes =
        values(Topics.JOB_OUTCOMES).stream().map(Codecs.outcomes()::decode).toList();
    assertThat(outcomes).hasSize(3);
    assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
  }

  @Test
  void writesRecordsThatBrokersAcceptWhenACommandWasAppendedAMonthAhead() {
    send(submit(1), NEXT_MONTH);
    send(submit(2), NOW);

    List<TestRecord<byte[], byte[]>> events = records(Topics.JOB_EVENTS);
    assertThat(events)
        .extracting(record -> Codecs.jobEvents().decode(record.value()))
        .extracting(RecordedEvent::recordedAt)
        .as("recorded_at never decreases")
        .containsExactly(NEXT_MONTH, NEXT_MONTH);
    assertThat(
            Stream.of(events, records(Topics.JOB_OUTCOMES), records(Topics.AUDIT_EVENTS))
                .flatMap(List::stream))
        .hasSize(6)
        .allSatisfy(record ->
            assertThat(record.getRecordTime()).isBefore(NOW.plus(RecordedClock.TOLERANCE)));
  }

  @Test
  void writesADeadLetterThatBrokersAcceptWhenACommandWasAppendedAMonthAhead() {
    UUID job = onPartitionZero(1);
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    driver
        .createInputTopic(Topics.JOB_COMMANDS, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(Keys.of(job), garbage, new RecordHeaders(), NEXT_MONTH));

    assertThat(records(Topics.DEAD_LETTERS))
        .singleElement()
        .satisfies(record ->
            assertThat(record.getRecordTime()).isBefore(NOW.plus(RecordedClock.TOLERANCE)));
  }

  private void send(CommandEnvelope<JobCommand> command, Instant appendedAt) {
    driver
        .createInputTopic(Topics.JOB_COMMANDS, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                Keys.of(command.aggregateId()),
                Codecs.jobCommands().encode(command),
                new RecordHeaders(),
                appendedAt));
  }

  private List<byte[]> values(String topic) {
    return records(topic).stream().map(TestRecord::value).toList();
  }

  private List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static CommandEnvelope<JobCommand> submit(int number) {
    UUID commandId = new UUID(100, number);
    return new CommandEnvelope<>(
        commandId,
        onPartitionZero(number),
        PRODUCER,
        NOW,
        null,
        "fingerprint",
        commandId,
        null,
        null,
        new JobCommand.Submit(new UUID(2, 2), "a.mp3", null, 1, null, 0.15, null, true));
  }

  private static UUID onPartitionZero(int number) {
    return Stream.iterate(1L, i -> i + 1)
        .map(i -> new UUID(number, i))
        .filter(id -> Keys.partition(Keys.of(id)) == 0)
        .findFirst()
        .orElseThrow();
  }
}
