package io.cogniscribe.command.engine;

import static io.cogniscribe.command.engine.SignedRecords.PROOF;
import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.command.account.AccountAggregateType;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.ProgressStage;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command path as one topology: the records that follow from a record in a commands topic. */
final class CommandTopologyTest {

  private static final Instant T0 = Instant.parse("2026-11-01T08:00:00Z");
  private static final Actor WORKER = new Actor(ActorKind.WORKER, "worker-1");
  private static final UUID ADA = UUID.fromString("019a0000-0000-7000-8000-00000000000a");

  /** The driver has only partition 0, so all ids in these tests belong to partition 0. */
  private static final UUID JOB = idOnPartitionZero(0xabc);

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          new CommandTopology(
                  List.of(FaultyDecider.aggregateType(), AccountAggregateType.create(PROOF)),
                  new StateRestore(EmptyLog::consumer, new RestoreProgress()),
                  new DecisionMeter(meters, Clock.systemUTC()),
                  true)
              .build(),
          new Properties());

  private final TestInputTopic<byte[], byte[]> commands = input(Topics.JOB_COMMANDS);
  private long issued;

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
  void anAcceptedCommandLeavesAnEventAnAuditEventAndAnOutcomeThatPointBackAtIt() {
    CommandEnvelope<JobCommand> submit = submit(JOB);
    send(submit, T0);

    RecordedEvent<JobEvent> event = jobEvents().getFirst();
    assertThat(event.payload()).isInstanceOf(JobEvent.JobSubmitted.class);
    assertThat(event.version()).isEqualTo(1);
    assertThat(event.recordedAt()).isEqualTo(T0);
    assertThat(event.causationId()).isEqualTo(submit.commandId());
    assertThat(event.cause().token()).isEqualTo("jobs.commands:0:0");
    Outcome outcome = outcomes().getFirst();
    assertThat(outcome.result()).isEqualTo(new Outcome.Accepted(1, "pending"));
    assertThat(outcome.position()).isEqualTo(event.cause());
    AuditEvent.ActionAudited audit = audits().getFirst();
    assertThat(audit.action()).isEqualTo("upload");
    assertThat(audit.status()).isEqualTo(AuditStatus.SUCCESS);
    assertThat(audit.userId()).isEqualTo(ADA);
  }

  @Test
  void versionsHaveNoGapAndEventIdsDiffer() {
    send(submit(JOB), T0);
    send(command(JOB, WORKER, new JobCommand.Start()), T0);
    send(command(JOB, WORKER, new JobCommand.Fail("file_corrupted", null)), T0);
    send(command(JOB, Actor.user(ADA), new JobCommand.Retry()), T0);

    List<RecordedEvent<JobEvent>> events = jobEvents();
    assertThat(events).extracting(RecordedEvent::version).containsExactly(1L, 2L, 3L, 4L);
    assertThat(events).extracting(RecordedEvent::eventId).doesNotHaveDuplicates();
  }

  @Test
  void aRefusedCommandLeavesAnAuditEventAndAnOutcomeAndNoEvent() {
    send(command(JOB, WORKER, new JobCommand.Start()), T0);

    assertThat(jobEvents()).isEmpty();
    assertThat(outcomes().getFirst().result())
        .isEqualTo(
            Outcome.Rejected.of(Outcome.Reason.NOT_FOUND, "job_not_found", "there is no such job"));
    assertThat(audits().getFirst().code()).isEqualTo("job_not_found");
  }

  @Test
  void aProgressReportLeavesNoAuditEventAndChangesNoVersion() {
    send(submit(JOB), T0);
    send(command(JOB, WORKER, new JobCommand.Start()), T0);
    audits();
    send(
        command(JOB, WORKER, new JobCommand.ReportProgress(ProgressStage.TRANSCRIBING, 50, null)),
        T0);

    assertThat(read(Topics.JOB_PROGRESS, Codecs.jobProgress())).hasSize(1);
    assertThat(audits()).isEmpty();
    assertThat(outcomes().getLast().result()).isEqualTo(new Outcome.Accepted(2, "processing"));
  }

  @Test
  void aCommandThatComesAgainIsAnsweredAgainAndDoesNothing() {
    CommandEnvelope<JobCommand> submit = submit(JOB);
    send(submit, T0);
    send(submit, T0.plusSeconds(5));

    assertThat(jobEvents()).hasSize(1);
    assertThat(audits()).hasSize(1);
    List<Outcome> outcomes = outcomes();
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
  }

  @Test
  void aRejectionIsRememberedToo() {
    CommandEnvelope<JobCommand> start = command(JOB, WORKER, new JobCommand.Start());
    send(start, T0);
    send(submit(JOB), T0);
    send(start, T0);

    assertThat(outcomes().getLast().result()).isInstanceOf(Outcome.Rejected.class);
    assertThat(jobEvents()).hasSize(1);
  }

  @Test
  void aCommandIdThatComesWithAnotherRequestIsRefused() {
    CommandEnvelope<JobCommand> first = submit(JOB);
    send(first, T0);
    send(
        new CommandEnvelope<>(
            first.commandId(),
            JOB,
            first.actor(),
            T0,
            null,
            "another",
            JOB,
            null,
            null,
            new JobCommand.Cancel()),
        T0);

    Outcome.Rejected refused = (Outcome.Rejected) outcomes().getLast().result();
    assertThat(refused.code()).isEqualTo("idempotency_key_reused");
    assertThat(jobEvents()).hasSize(1);
    // A retry of the first request still gets the first answer.
    send(first, T0);
    assertThat(outcomes().getLast().result()).isEqualTo(new Outcome.Accepted(1, "pending"));
  }

  @Test
  void anUnexpectedVersionIsRefusedButAStrangerDoesNotLearnOfIt() {
    send(submit(JOB), T0);
    send(expecting(7L, Actor.user(ADA)), T0);
    send(expecting(7L, Actor.user(new UUID(9, 9))), T0);
    send(expecting(1L, Actor.user(ADA)), T0);

    List<Outcome> outcomes = outcomes();
    assertThat(((Outcome.Rejected) outcomes.get(1).result()).code()).isEqualTo("version_mismatch");
    assertThat(((Outcome.Rejected) outcomes.get(2).result()).code()).isEqualTo("job_not_found");
    assertThat(outcomes.get(3).result()).isEqualTo(new Outcome.Accepted(2, "cancelled"));
  }

  @Test
  void theRecordingTimeNeverRunsBackwards() {
    send(submit(JOB), T0.plusSeconds(10));
    send(submit(idOnPartitionZero(2)), T0);

    assertThat(jobEvents())
        .extracting(RecordedEvent::recordedAt)
        .containsExactly(T0.plusSeconds(10), T0.plusSeconds(10));
  }

  @Test
  void theReplyHeaderTravelsToTheOutcome() {
    TestRecord<byte[], byte[]> command =
        signed(Topics.JOB_COMMANDS, JOB, Codecs.jobCommands().encode(submit(JOB)), T0);
    command.headers().add(Outbox.REPLY_HEADER, "16 bytes of edge".getBytes(StandardCharsets.UTF_8));
    commands.pipeInput(command);

    TestRecord<byte[], byte[]> outcome =
        driver
            .createOutputTopic(
                Topics.JOB_OUTCOMES, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecord();
    assertThat(outcome.headers().lastHeader(Outbox.REPLY_HEADER).value())
        .isEqualTo("16 bytes of edge".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answersNobodyWhenTheReplyHeaderIsNotOneOf16Bytes() {
    RecordHeaders two = new RecordHeaders();
    two.add(Outbox.REPLY_HEADER, new byte[16]).add(Outbox.REPLY_HEADER, new byte[16]);
    RecordHeaders longer = new RecordHeaders();
    longer.add(Outbox.REPLY_HEADER, new byte[17]);
    byte[] submit = Codecs.jobCommands().encode(submit(JOB));
    for (RecordHeaders headers : List.of(two, longer)) {
      TestRecord<byte[], byte[]> command = signed(Topics.JOB_COMMANDS, JOB, submit, T0);
      headers.forEach(command.headers()::add);
      commands.pipeInput(command);
    }

    assertThat(
            driver
                .createOutputTopic(
                    Topics.JOB_OUTCOMES, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList())
        .hasSize(2)
        .allSatisfy(outcome ->
            assertThat(outcome.headers().lastHeader(Outbox.REPLY_HEADER).value())
                .isEqualTo(new byte[] {0}));
  }

  @Test
  void writesNothingOfADecisionWhenOneOfItsRecordsIsTooLarge() {
    CommandEnvelope<JobCommand> large = submit(JOB, FaultyDecider.TOO_LARGE);
    send(large, T0);

    assertThat(jobEvents()).isEmpty();
    assertThat(codes(outcomes())).containsExactly("too_large");
    assertThat(audits()).extracting(AuditEvent.ActionAudited::code).containsExactly("too_large");
    send(submit(JOB), T0);
    assertThat(outcomes().getFirst().result()).isEqualTo(new Outcome.Accepted(1, "pending"));
  }

  @Test
  void decidesACommandAgainWhenItWasNotDecidable() {
    CommandEnvelope<JobCommand> faulty = submit(JOB, FaultyDecider.THROWS);
    send(faulty, T0);
    assertThat(codes(outcomes())).containsExactly("not_decidable");

    // The bug is fixed: the same command id, and rules that do not throw.
    send(
        new CommandEnvelope<>(
            faulty.commandId(),
            JOB,
            faulty.actor(),
            T0,
            null,
            faulty.fingerprint(),
            JOB,
            null,
            null,
            submit(JOB).payload()),
        T0);
    assertThat(outcomes().getFirst().result()).isEqualTo(new Outcome.Accepted(1, "pending"));
  }

  @Test
  void keepsTheOutcomeOfADecisionWhenARefusedCommandHasItsId() {
    CommandEnvelope<JobCommand> submit = submit(JOB);
    send(submit, T0);
    byte[] capitals = JOB.toString().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    commands.pipeInput(new TestRecord<>(capitals, Codecs.jobCommands().encode(submit), T0));
    send(
        new CommandEnvelope<>(
            submit.commandId(),
            JOB,
            new Actor(ActorKind.PRODUCER, "not visible: \n"),
            T0,
            null,
            submit.fingerprint(),
            JOB,
            null,
            null,
            submit.payload()),
        T0);
    send(submit, T0);

    List<Outcome> outcomes = outcomes();
    assertThat(codes(outcomes.subList(1, 3))).containsExactly("key_not_canonical", "actor_invalid");
    assertThat(outcomes.get(2).actor()).isEqualTo(Actor.SYSTEM);
    assertThat(outcomes.get(3)).isEqualTo(outcomes.get(0));
  }

  @Test
  void whatCannotBeDecidedIsSetAsideWithItsCoordinatesAndTheRestFlows() {
    byte[] good = Codecs.jobCommands().encode(submit(JOB));
    byte[] other = Keys.of(idOnPartitionZero(2));
    UUID elsewhere =
        Stream.iterate(1, i -> i + 1)
            .map(i -> new UUID(i, i))
            .filter(id -> Keys.partition(Keys.of(id)) != 0)
            .findFirst()
            .orElseThrow();
    commands.pipeInput(new TestRecord<>(Keys.of(JOB), "garbage".getBytes(StandardCharsets.UTF_8)));
    commands.pipeInput(new TestRecord<>(Keys.of(JOB), null));
    commands.pipeInput(new TestRecord<>(null, good));
    commands.pipeInput(new TestRecord<>(other, good));
    commands.pipeInput(new TestRecord<>(Keys.of(elsewhere), good));
    commands.pipeInput(
        new TestRecord<>(
            Keys.of(JOB),
            Codecs.jobCommands()
                .encode(command(JOB, new Actor(ActorKind.USER, "ada"), new JobCommand.Cancel()))));
    send(submit(JOB), T0);

    List<TestRecord<byte[], byte[]>> aside =
        driver
            .createOutputTopic(
                Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList();
    assertThat(aside).hasSize(6);
    assertThat(aside)
        .extracting(record ->
            new String(record.headers().lastHeader("offset").value(), StandardCharsets.UTF_8))
        .containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(aside.getFirst().value()).isEqualTo("garbage".getBytes(StandardCharsets.UTF_8));
    assertThat(aside)
        .extracting(record ->
            new String(record.headers().lastHeader("code").value(), StandardCharsets.UTF_8))
        .containsExactly(
            "undecodable",
            "undecodable",
            "key_not_canonical",
            "key_mismatch",
            "key_mismatch",
            "actor_invalid");
    assertThat(codes(outcomes().subList(0, 4)))
        .containsExactly("key_not_canonical", "key_mismatch", "key_mismatch", "actor_invalid");
    assertThat(jobEvents()).hasSize(1);
  }

  @Test
  void refusesACommandWhenItIsNotOnItsKeysPartition() {
    UUID elsewhere =
        Stream.iterate(1, i -> i + 1)
            .map(i -> new UUID(i, i))
            .filter(id -> Keys.partition(Keys.of(id)) != 0)
            .findFirst()
            .orElseThrow();
    send(submit(elsewhere), T0);

    assertThat(codes(outcomes())).containsExactly("wrong_partition");
    assertThat(jobEvents()).isEmpty();
  }

  @Test
  void aProducerCannotWriteNonsenseIntoTheAuditLog() {
    CommandEnvelope<JobCommand> submit =
        new CommandEnvelope<>(
            new UUID(5, 5),
            JOB,
            Actor.user(ADA),
            T0,
            null,
            null,
            JOB,
            "not an address",
            "a\u0000b".repeat(300),
            submit(JOB).payload());
    send(submit, T0);

    AuditEvent.ActionAudited audit = audits().getFirst();
    assertThat(audit.ipAddress()).isNull();
    assertThat(audit.userAgent()).hasSize(500).startsWith("a?b");
  }

  @Test
  void aRegistrationClaimsBothNamesAndThenAnswers() {
    UUID user = idOnPartitionZero(10);
    UUID name = idOnPartitionZero(11);
    UUID email = idOnPartitionZero(12);
    register(user, name, email);

    assertThat(accountEvents())
        .extracting(event -> event.payload().getClass().getSimpleName())
        .containsExactly(
            "RegistrationRequested",
            "NameClaimed",
            "ClaimConfirmed",
            "NameClaimed",
            "UserRegistered");
    List<Outcome> outcomes = read(Topics.ACCOUNT_OUTCOMES, Codecs.outcomes());
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.getFirst().result()).isEqualTo(new Outcome.Accepted(3, "active"));
    assertThat(audits()).extracting(AuditEvent.ActionAudited::action).containsExactly("register");
  }

  @Test
  void aTakenEmailIsRefusedAndTheUsernameIsFreeAgain() {
    UUID email = idOnPartitionZero(12);
    register(idOnPartitionZero(10), idOnPartitionZero(11), email);
    register(idOnPartitionZero(20), idOnPartitionZero(21), email);
    register(idOnPartitionZero(30), idOnPartitionZero(21), idOnPartitionZero(32));

    assertThat(read(Topics.ACCOUNT_OUTCOMES, Codecs.outcomes()))
        .extracting(Outcome::result)
        .containsExactly(
            new Outcome.Accepted(3, "active"),
            Outcome.Rejected.of(Outcome.Reason.CONFLICT, "email_taken", "Email already registered"),
            new Outcome.Accepted(3, "active"));
    assertThat(audits())
        .extracting(AuditEvent.ActionAudited::code)
        .containsExactly(null, "email_taken", null);
  }

  private void register(UUID user, UUID name, UUID email) {
    CommandEnvelope<AccountCommand> command =
        new CommandEnvelope<>(
            user,
            user,
            Actor.SYSTEM,
            T0,
            null,
            "fingerprint",
            user,
            null,
            null,
            new AccountCommand.Register("ada", "ada@example.org", "hash", name, email));
    input(Topics.ACCOUNT_COMMANDS)
        .pipeInput(
            signed(Topics.ACCOUNT_COMMANDS, user, Codecs.accountCommands().encode(command), T0));
  }

  private static List<String> codes(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> ((Outcome.Rejected) outcome.result()).code()).toList();
  }

  private CommandEnvelope<JobCommand> submit(UUID job) {
    return submit(job, "anatomy.mp3");
  }

  private CommandEnvelope<JobCommand> submit(UUID job, String filename) {
    return command(
        job,
        Actor.user(ADA),
        new JobCommand.Submit(ADA, filename, null, 1_000, null, 0.15, null, true));
  }

  private CommandEnvelope<JobCommand> command(UUID job, Actor actor, JobCommand payload) {
    return envelope(job, actor, null, payload);
  }

  private CommandEnvelope<JobCommand> expecting(long version, Actor actor) {
    return envelope(JOB, actor, version, new JobCommand.Cancel());
  }

  private CommandEnvelope<JobCommand> envelope(
      UUID job, Actor actor, @Nullable Long version, JobCommand payload) {
    UUID commandId = new UUID(100, issued++);
    return new CommandEnvelope<>(
        commandId, job, actor, T0, version, "fingerprint", commandId, null, null, payload);
  }

  private void send(CommandEnvelope<JobCommand> command, Instant appendedAt) {
    commands.pipeInput(
        signed(
            Topics.JOB_COMMANDS,
            command.aggregateId(),
            Codecs.jobCommands().encode(command),
            appendedAt));
  }

  private static TestRecord<byte[], byte[]> signed(
      String topic, UUID aggregateId, byte[] value, Instant appendedAt) {
    var record = SignedRecords.of(topic, aggregateId, value);
    return new TestRecord<>(record.key(), value, record.headers(), appendedAt);
  }

  private List<RecordedEvent<JobEvent>> jobEvents() {
    return read(Topics.JOB_EVENTS, Codecs.jobEvents());
  }

  private List<RecordedEvent<AccountEvent>> accountEvents() {
    return read(Topics.ACCOUNT_EVENTS, Codecs.accountEvents());
  }

  private List<Outcome> outcomes() {
    return read(Topics.JOB_OUTCOMES, Codecs.outcomes());
  }

  private List<AuditEvent.ActionAudited> audits() {
    return read(Topics.AUDIT_EVENTS, Codecs.auditEvents()).stream()
        .map(event -> (AuditEvent.ActionAudited) event.payload())
        .toList();
  }

  private <T> List<T> read(String topic, AvroCodec<T> codec) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(codec::decode)
        .toList();
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static UUID idOnPartitionZero(int seed) {
    return Stream.iterate(0L, i -> i + 1)
        .map(i -> new UUID(seed, i))
        .filter(id -> Keys.partition(Keys.of(id)) == 0)
        .findFirst()
        .orElseThrow();
  }
}
