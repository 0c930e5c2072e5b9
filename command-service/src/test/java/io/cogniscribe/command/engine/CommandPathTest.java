package io.cogniscribe.command.engine;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.AccountLog;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.testservers.junit.CommittedRecords;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command path on a real Kafka. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandPathTest {

  private static final UUID ADA = new UUID(2, 2);
  private static final Actor WORKER = new Actor(ActorKind.WORKER, "worker-1");
  private static final NameClaims CLAIMS =
      NameClaims.keyedBy("a key that is long enough for any name".getBytes(StandardCharsets.UTF_8));

  private Path folder;
  private final TestServers servers;
  private KafkaClients clients;
  private RunningDeciders instance;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before the tests.
  CommandPathTest(TestServers servers) {
    this.servers = servers;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    this.folder = folder;
    clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
    instance = RunningDeciders.start(clients, folder.resolve("first"));
  }

  @AfterAll
  void stop() {
    instance.close();
    servers.deleteTopics();
  }

  @Test
  void aCommandIsAnswered() {
    UUID job = UuidCreator.getTimeOrderedEpoch();

    assertThat(jobs().send(submit(job)).join().result())
        .isEqualTo(new Outcome.Accepted(1, "pending"));
    assertThat(jobs().send(job(job, WORKER, new JobCommand.Start())).join().result())
        .isEqualTo(new Outcome.Accepted(2, "processing"));
  }

  @Test
  void anOutcomeCanBeReadLater() {
    CommandEnvelope<JobCommand> submit = submit(UuidCreator.getTimeOrderedEpoch());
    Outcome answer = jobs().send(submit).join();

    assertThat(instance.streams().find(submit.commandId())).contains(answer);
    assertThat(instance.streams().find(new UUID(0, 0))).isEmpty();
  }

  @Test
  void aCommandThatIsSentTwiceAtOnceActsOnce() {
    CommandEnvelope<JobCommand> submit = submit(UuidCreator.getTimeOrderedEpoch());
    List<CompletableFuture<Outcome>> answers =
        Stream.generate(() -> jobs().send(submit)).limit(20).toList();

    assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    // The outcome may be readable a few milliseconds before the event of the same transaction.
    await()
        .untilAsserted(
            () -> assertThat(recordsOf(Topics.JOB_EVENTS, submit.aggregateId())).hasSize(1));
  }

  /** The second command arrives before the names of the first are claimed. */
  @Test
  void aRegistrationThatIsSentAgainWhileItGoesOnIsToldHowItEnded() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    String name = "twice-" + id;
    CommandEnvelope<AccountCommand> register =
        new CommandEnvelope<>(
            id,
            id,
            Actor.SYSTEM,
            Instant.now(),
            null,
            "fingerprint",
            id,
            null,
            null,
            new AccountCommand.Register(
                name,
                name + "@example.org",
                "hash",
                CLAIMS.id(NameKind.USERNAME, name),
                CLAIMS.id(NameKind.EMAIL, name)));

    List<CompletableFuture<Outcome>> answers =
        Stream.generate(() -> instance.accounts().send(register)).limit(5).toList();

    assertThat(answers.stream().map(CompletableFuture::join).map(Outcome::result))
        .allMatch(new Outcome.Accepted(3, "active")::equals);
  }

  @Test
  void aPlainProducerGetsTheSameDecisionAuditAndOutcome() throws Exception {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    CommandEnvelope<JobCommand> submit =
        job(
            job,
            new Actor(ActorKind.PRODUCER, "upstream"),
            new JobCommand.Submit(ADA, "a.mp3", null, 1, null, 0.15, null, true));
    try (var producer = new KafkaProducer<byte[], byte[]>(clients.producerConfig())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.JOB_COMMANDS, Keys.of(job), Codecs.jobCommands().encode(submit)))
          .get(1, MINUTES);
    }

    await()
        .untilAsserted(() -> {
          assertThat(recordsOf(Topics.AUDIT_EVENTS, job)).hasSize(1);
          assertThat(recordsOf(Topics.JOB_OUTCOMES, job))
              .extracting(record -> Codecs.outcomes().decode(record.value()).result())
              .containsExactly(new Outcome.Accepted(1, "pending"));
        });
  }

  @Test
  void garbageIsSetAsideAndTheCommandsBehindItAreAnswered() throws Exception {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    try (var producer = new KafkaProducer<byte[], byte[]>(clients.producerConfig())) {
      producer
          .send(new ProducerRecord<>(Topics.JOB_COMMANDS, Keys.of(job), new byte[] {1, 2, 3}))
          .get(1, MINUTES);
    }

    assertThat(jobs().send(submit(job)).join().result())
        .isEqualTo(new Outcome.Accepted(1, "pending"));
    await().untilAsserted(() -> assertThat(recordsOf(Topics.DEAD_LETTERS, job)).hasSize(1));
  }

  @Test
  void ofManyWhoWantOneNameOneGetsIt() {
    int contests = 50;
    int rivals = 8;
    List<List<CompletableFuture<Outcome>>> answers = new ArrayList<>();
    for (int contest = 0; contest < contests; contest++) {
      List<CompletableFuture<Outcome>> answersOfContest = new ArrayList<>();
      for (int rival = 0; rival < rivals; rival++) {
        // Every second contest is only for the e-mail address.
        boolean sameName = contest % 2 == 0;
        String name = "name" + contest + (sameName ? "" : "x" + rival);
        String email = contest + (sameName ? "x" + rival : "") + "@example.org";
        answersOfContest.add(decided(register(name, email)));
      }
      answers.add(answersOfContest);
    }

    for (List<CompletableFuture<Outcome>> answersOfContest : answers) {
      assertThat(answersOfContest.stream().map(CompletableFuture::join).map(Outcome::result))
          .filteredOn(Outcome.Accepted.class::isInstance)
          .hasSize(1);
    }
  }

  /** Returns the outcome; sends the command again for as long as it is pending. */
  private CompletableFuture<Outcome> decided(CommandEnvelope<AccountCommand> command) {
    return accounts()
        .send(command)
        .thenCompose(outcome ->
            outcome.result() instanceof Outcome.Pending
                ? decided(command)
                : CompletableFuture.completedFuture(outcome));
  }

  @Test
  void whoHasJustRegisteredIsFoundByTheCredentialView() {
    AccountLog credentials = new AccountLog(clients::consumer, clients::admin);
    credentials.start();
    try {
      for (int i = 0; i < 20; i++) {
        accounts().send(register("ada" + i, "ada" + i + "@example.org")).join();
        assertThat(credentials.find(CLAIMS.id(NameKind.USERNAME, "ADA" + i))).isPresent();
      }
      assertThat(credentials.find(new UUID(0, 0))).isEmpty();
    } finally {
      credentials.stop();
    }
  }

  @Test
  void restoresStateFromTheEventsWhenItsChangelogIsLost() {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    CommandEnvelope<JobCommand> submit = submit(job);
    jobs().send(submit).join();
    assertThat(jobs().send(withAnotherFingerprint(submit)).join().result())
        .isInstanceOf(Outcome.Rejected.class);
    jobs().send(job(job, WORKER, new JobCommand.Start())).join();
    accounts().send(register("grace", "grace@example.org")).join();
    instance.close();
    instance = RunningDeciders.start(clients, folder.resolve("second"));

    // Versions continue, names stay taken, and a retry gets its previous answer.
    assertThat(jobs().send(submit).join().result()).isEqualTo(new Outcome.Accepted(1, "pending"));
    assertThat(jobs().send(job(job, Actor.user(ADA), new JobCommand.Cancel())).join().result())
        .isEqualTo(new Outcome.Accepted(3, "cancelled"));
    assertThat(accounts().send(register("Grace", "other@example.org")).join().result())
        .isInstanceOf(Outcome.Rejected.class);
  }

  private List<ConsumerRecord<byte[], byte[]>> recordsOf(String topic, UUID key) {
    return CommittedRecords.of(clients.consumer(), topic).stream()
        .filter(record -> Keys.parse(record.key()).equals(Optional.of(key)))
        .toList();
  }

  private CommandGateway<JobCommand> jobs() {
    return instance.jobs();
  }

  private CommandGateway<AccountCommand> accounts() {
    return instance.accounts();
  }

  private static CommandEnvelope<JobCommand> submit(UUID job) {
    return job(
        job, Actor.user(ADA), new JobCommand.Submit(ADA, "a.mp3", null, 1, null, 0.15, null, true));
  }

  private static CommandEnvelope<JobCommand> job(UUID job, Actor actor, JobCommand command) {
    return envelope(job, actor, command);
  }

  private static CommandEnvelope<AccountCommand> register(String username, String email) {
    return envelope(
        UuidCreator.getTimeOrderedEpoch(),
        Actor.SYSTEM,
        new AccountCommand.Register(
            username,
            email,
            "hash",
            CLAIMS.id(NameKind.USERNAME, username),
            CLAIMS.id(NameKind.EMAIL, email)));
  }

  private static <C> CommandEnvelope<C> withAnotherFingerprint(CommandEnvelope<C> command) {
    return new CommandEnvelope<>(
        command.commandId(),
        command.aggregateId(),
        command.actor(),
        command.issuedAt(),
        command.expectedVersion(),
        "another",
        command.correlationId(),
        command.clientAddress(),
        command.userAgent(),
        command.payload());
  }

  private static <C> CommandEnvelope<C> envelope(UUID id, Actor actor, C payload) {
    UUID commandId = UuidCreator.getTimeOrderedEpoch();
    @Nullable String none = null;
    return new CommandEnvelope<>(
        commandId, id, actor, Instant.now(), null, "cafe", commandId, none, none, payload);
  }
}
