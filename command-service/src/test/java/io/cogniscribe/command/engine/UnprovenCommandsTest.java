package io.cogniscribe.command.engine;

import static io.cogniscribe.command.engine.SignedRecords.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.ProgressStage;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.testservers.junit.CommittedRecords;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.ActorSignatures;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are written to a real Kafka without the key of the edge. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnprovenCommandsTest {

  private static final UUID ADA = RunningDeciders.KNOWN_USER;
  private static final Actor INGEST = new Actor(ActorKind.PRODUCER, "ingest");
  private static final Actor GPU = new Actor(ActorKind.WORKER, "gpu-1");

  private final TestServers servers;
  private KafkaClients clients;
  private RunningDeciders instance;
  private KafkaProducer<byte[], byte[]> stranger;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before the tests.
  UnprovenCommandsTest(TestServers servers) {
    this.servers = servers;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
    instance = RunningDeciders.start(clients, folder.resolve("state"));
    stranger = new KafkaProducer<>(clients.producerConfig());
  }

  @AfterAll
  void stop() {
    stranger.close();
    instance.close();
    servers.deleteTopics();
  }

  @Test
  void refusesADeletionWhenAStrangerNamesTheOwnerOrAnOperator() {
    UUID job = submitted();

    CommandEnvelope<JobCommand> asOwner = job(job, Actor.user(ADA), new JobCommand.Delete());
    CommandEnvelope<JobCommand> asOperator =
        job(job, new Actor(ActorKind.OPERATOR, ADA.toString()), new JobCommand.Delete());
    CommandEnvelope<JobCommand> asProducer = job(job, INGEST, new JobCommand.Delete());
    write(asOwner);
    write(asOperator);
    write(asProducer);

    assertThat(statusAfterwards(job)).isEqualTo("processing");
    for (var command : List.of(asOwner, asOperator, asProducer)) {
      Outcome outcome = outcomeOf(Topics.JOB_OUTCOMES, command);
      assertThat(code(outcome)).isEqualTo("actor_not_proven");
      assertThat(outcome.actor()).isEqualTo(Actor.UNPROVEN);
    }
  }

  @Test
  void makesNoOperatorWhenAStrangerActsAsTheBackend() {
    UUID mallory = UuidCreator.getTimeOrderedEpoch();
    CommandEnvelope<AccountCommand> register =
        envelope(
            mallory,
            Actor.SYSTEM,
            new AccountCommand.Register(
                "mallory",
                "m@example.org",
                "hash",
                UuidCreator.getTimeOrderedEpoch(),
                UuidCreator.getTimeOrderedEpoch()));
    instance.accounts().send(register).join();
    CommandEnvelope<AccountCommand> promote =
        envelope(mallory, Actor.SYSTEM, new AccountCommand.ChangeRoles(List.of("operator")));
    write(Topics.ACCOUNT_COMMANDS, mallory, Codecs.accountCommands().encode(promote));
    // A step of a registration is a command of the backend, too.
    UUID eve = UuidCreator.getTimeOrderedEpoch();
    CommandEnvelope<AccountCommand> free =
        envelope(
            eve,
            Actor.SYSTEM,
            new AccountCommand.RecordAccess("read_user", "user", "x", ADA, null));
    write(Topics.ACCOUNT_COMMANDS, eve, Codecs.accountCommands().encode(free));

    assertThat(code(outcomeOf(Topics.ACCOUNT_OUTCOMES, promote))).isEqualTo("actor_not_proven");
    assertThat(code(outcomeOf(Topics.ACCOUNT_OUTCOMES, free))).isEqualTo("actor_not_proven");
    assertThat(values(Topics.ACCOUNT_EVENTS, mallory, Codecs.accountEvents()))
        .extracting(RecordedEvent::payload)
        .noneMatch(AccountEvent.RolesChanged.class::isInstance);
  }

  @Test
  void auditsTheClaimWithoutNamingThePersonWhenACommandIsNotProven() {
    UUID job = submitted();
    write(job(job, Actor.user(ADA), new JobCommand.Cancel()));
    assertThat(statusAfterwards(job)).isEqualTo("processing");

    List<RecordedEvent<AuditEvent>> audits =
        await()
            .until(
                () ->
                    values(Topics.AUDIT_EVENTS, job, Codecs.auditEvents()).stream()
                        .filter(event -> event.actor().equals(Actor.UNPROVEN))
                        .toList(),
                found -> !found.isEmpty());
    assertThat(audits).hasSize(1);
    ActionAudited audited = (ActionAudited) audits.getFirst().payload();
    assertThat(audited.userId()).isNull();
    assertThat(audited.action()).isEqualTo("unproven_command");
    assertThat(audited.resourceId()).isEqualTo(job.toString());
    assertThat(audited.code()).isEqualTo("actor_not_proven");
    assertThat(audited.details()).isEqualTo("Cancel, claimed to be by user " + ADA);
  }

  @Test
  void decidesWhatPrincipalsMaySendAndNamesThemInTheAuditLog() {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    write(job(job, INGEST, submission()));
    write(job(job, GPU, new JobCommand.Start()));
    CommandEnvelope<JobCommand> failed = job(job, GPU, new JobCommand.Fail("file_corrupted", null));
    write(failed);

    assertThat(outcomeOf(Topics.JOB_OUTCOMES, failed).result())
        .isEqualTo(new Outcome.Accepted(3, "failed"));
    await()
        .untilAsserted(() ->
            assertThat(values(Topics.AUDIT_EVENTS, job, Codecs.auditEvents()))
                .extracting(RecordedEvent::actor)
                .containsExactly(INGEST, GPU, GPU));
  }

  @Test
  void refusesAPrincipalThatBearsTheIdOfAnApiKey() {
    UUID job = submitted();
    CommandEnvelope<JobCommand> failed =
        job(
            job,
            new Actor(ActorKind.WORKER, ADA.toString().toUpperCase(Locale.ROOT)),
            new JobCommand.Fail("file_corrupted", null));
    write(failed);

    assertThat(code(outcomeOf(Topics.JOB_OUTCOMES, failed))).isEqualTo("actor_not_proven");
  }

  @Test
  void decidesTheGenuineCommandWhenStrangersHaveUsedItsId() {
    UUID job = submitted();
    CommandEnvelope<JobCommand> cancel = job(job, Actor.user(ADA), new JobCommand.Cancel());
    write(cancel);
    // A principal may send this command, which uses an id in the principal's own space.
    write(with(cancel, GPU, new JobCommand.ReportProgress(ProgressStage.TRANSCRIBING, 5, null)));

    assertThat(instance.jobs().send(cancel).join().result())
        .isEqualTo(new Outcome.Accepted(3, "cancelled"));
    // A retry gets the answer to the genuine command.
    assertThat(instance.jobs().send(cancel).join().result())
        .isEqualTo(new Outcome.Accepted(3, "cancelled"));
  }

  @Test
  void refusesAJobOfAPrincipalForAUserWhoDoesNotExist() {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    CommandEnvelope<JobCommand> submit = job(job, INGEST, submissionFor(job));
    write(submit);

    Outcome outcome = outcomeOf(Topics.JOB_OUTCOMES, submit);
    assertThat(code(outcome)).isEqualTo("user_not_found");
    assertThat(outcome.actor()).isEqualTo(INGEST);
    await()
        .untilAsserted(() ->
            assertThat(values(Topics.AUDIT_EVENTS, job, Codecs.auditEvents()))
                .extracting(event -> ((ActionAudited) event.payload()).code())
                .containsExactly("user_not_found"));
  }

  /** The view of accounts has not read the registration yet, but the account answers. */
  @Test
  void takesAJobOfAPrincipalForAUserWhoHasJustRegistered() {
    for (int i = 0; i < 20; i++) {
      UUID user = UuidCreator.getTimeOrderedEpoch();
      CommandEnvelope<AccountCommand> register =
          envelope(
              user,
              Actor.SYSTEM,
              new AccountCommand.Register(
                  "u" + i,
                  "u@example.org",
                  "hash",
                  UuidCreator.getTimeOrderedEpoch(),
                  UuidCreator.getTimeOrderedEpoch()));
      assertThat(instance.accounts().send(register).join().result())
          .isEqualTo(new Outcome.Accepted(3, "active"));
      CommandEnvelope<JobCommand> submit =
          job(UuidCreator.getTimeOrderedEpoch(), INGEST, submissionFor(user));
      write(submit);

      assertThat(outcomeOf(Topics.JOB_OUTCOMES, submit).result())
          .isEqualTo(new Outcome.Accepted(1, "pending"));
      write(submit);
      stranger.flush();
    }
  }

  @Test
  void refusesASignedCommandWhenItsActorWasChanged() {
    UUID job = submitted();
    CommandEnvelope<JobCommand> own = job(job, Actor.user(new UUID(6, 6)), new JobCommand.Delete());
    CommandEnvelope<JobCommand> forged = with(own, Actor.user(ADA), new JobCommand.Delete());
    byte[] key = Keys.of(job);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.JOB_COMMANDS, key, Codecs.jobCommands().encode(forged));
    record
        .headers()
        .add(
            ActorSignatures.HEADER,
            SIGNATURES.sign(Topics.JOB_COMMANDS, key, Codecs.jobCommands().encode(own)));
    var _ = stranger.send(record);

    assertThat(code(outcomeOf(Topics.JOB_OUTCOMES, forged))).isEqualTo("actor_not_proven");
  }

  /** Returns a job that a worker has started. */
  private UUID submitted() {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    instance.jobs().send(job(job, Actor.user(ADA), submission())).join();
    instance.jobs().send(job(job, GPU, new JobCommand.Start())).join();
    return job;
  }

  /** Returns the status after all earlier commands, because a partition is decided in order. */
  private String statusAfterwards(UUID job) {
    stranger.flush();
    Outcome outcome =
        instance
            .jobs()
            .send(
                job(job, GPU, new JobCommand.ReportProgress(ProgressStage.TRANSCRIBING, 50, null)))
            .join();
    return ((Outcome.Accepted) outcome.result()).status();
  }

  private static JobCommand submission() {
    return submissionFor(ADA);
  }

  private static JobCommand submissionFor(UUID user) {
    return new JobCommand.Submit(user, "a.mp3", null, 1, null, 0.15, null, true);
  }

  private void write(CommandEnvelope<JobCommand> command) {
    write(Topics.JOB_COMMANDS, command.aggregateId(), Codecs.jobCommands().encode(command));
  }

  private void write(String topic, UUID aggregateId, byte[] value) {
    var _ = stranger.send(new ProducerRecord<>(topic, Keys.of(aggregateId), value));
  }

  private static String code(Outcome outcome) {
    return ((Outcome.Rejected) outcome.result()).code();
  }

  private Outcome outcomeOf(String topic, CommandEnvelope<?> command) {
    return await()
        .until(
            () ->
                values(topic, command.aggregateId(), Codecs.outcomes()).stream()
                    .filter(outcome -> outcome.commandId().equals(command.commandId()))
                    .toList(),
            found -> !found.isEmpty())
        .getLast();
  }

  private <T> List<T> values(String topic, UUID aggregateId, AvroCodec<T> codec) {
    return CommittedRecords.of(clients.consumer(), topic).stream()
        .filter(record -> Arrays.equals(record.key(), Keys.of(aggregateId)))
        .map(record -> codec.decode(record.value()))
        .toList();
  }

  private static CommandEnvelope<JobCommand> job(UUID job, Actor actor, JobCommand command) {
    return envelope(job, actor, command);
  }

  private static CommandEnvelope<JobCommand> with(
      CommandEnvelope<JobCommand> other, Actor actor, JobCommand command) {
    return envelope(other.commandId(), other.aggregateId(), actor, command);
  }

  private static <C> CommandEnvelope<C> envelope(UUID id, Actor actor, C payload) {
    return envelope(UuidCreator.getTimeOrderedEpoch(), id, actor, payload);
  }

  private static <C> CommandEnvelope<C> envelope(UUID commandId, UUID id, Actor actor, C payload) {
    return new CommandEnvelope<>(
        commandId, id, actor, Instant.now(), null, "cafe", commandId, null, null, payload);
  }
}
