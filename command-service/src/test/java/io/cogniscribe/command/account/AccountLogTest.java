package io.cogniscribe.command.account;

import static java.lang.Thread.State.NEW;
import static java.lang.Thread.State.RUNNABLE;
import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.ApiKeyIssued;
import io.cogniscribe.account.AccountEvent.ApiKeyRevoked;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.command.account.CredentialView.IssuedKey;
import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of a view while it reads the log from its beginning. */
final class AccountLogTest {

  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant NEVER = Instant.parse("2126-11-01T08:00:00Z");

  private final UUID id = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();
  private final EmbeddedServers servers;
  private final KafkaClients clients;

  /** Permits for polls, each of which returns at most one record. */
  private final Semaphore mayRead = new Semaphore(0);

  private final AtomicInteger read = new AtomicInteger();

  /** The number of times that Kafka has reported the end of the topic. */
  private final Semaphore endsKnown = new Semaphore(0);

  private final AccountLog log;

  /**
   * Starts separate servers: each test begins with an empty log, and knows which records were read.
   */
  AccountLogTest(@TempDir Path folder) {
    servers = EmbeddedServers.start(ServersConfig.forTests(folder));
    clients = new KafkaClients(servers.kafkaBootstrapServers(), Map.of("max.poll.records", "1"));
    try (Admin admin = clients.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
    log = new AccountLog(this::slowConsumer, this::watchedAdmin);
  }

  @AfterEach
  void stop() {
    mayRead.release(1_000);
    log.stop();
    servers.close();
  }

  @Test
  void aKeyThatWasRevokedLaterInTheLogIsNotGoodMeanwhile() throws Exception {
    write(new ApiKeyIssued("whisper-1", "worker", "hash", null), new ApiKeyRevoked());
    log.start();
    readOne();

    FutureTask<Optional<IssuedKey>> answer = ask(() -> log.goodKey(id, AT));
    readOne();

    assertThat(answer.get()).isEmpty();
  }

  @Test
  void aSessionThatWasClosedLaterInTheLogIsNotOpenMeanwhile() throws Exception {
    write(
        new UserRegistered("ada", "ada@example.org", "hash", id, id, List.of("user")),
        new SessionOpened(session, NEVER, null, null),
        new SessionClosed(session));
    log.start();
    readOne();
    readOne();

    FutureTask<Optional<CredentialView.Credential>> answer = ask(() -> log.inSession(session, AT));
    readOne();

    assertThat(answer.get()).isEmpty();
  }

  @Test
  void whatGoesOnIsReported() throws Exception {
    write(new ApiKeyIssued("whisper-1", "worker", "hash", NEVER));
    log.start();
    readOne();

    assertThat(log.goodKey(id, AT)).map(IssuedKey::label).contains("whisper-1");
    assertThat(log.goodKey(id, NEVER)).isEmpty();
    assertThat(log.goodKey(UUID.randomUUID(), AT)).isEmpty();
  }

  @Test
  void whatIsBeingCommittedWhenItIsAskedForIsWaitedFor() throws Exception {
    mayRead.release(1_000);
    log.start();
    log.find(id); // The view has been at the end, but later records may have come.
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(transactions())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer
          .send(
              record(
                  1, new UserRegistered("ada", "ada@example.org", "hash", id, id, List.of("user"))))
          .get();
      endsKnown.drainPermits();

      FutureTask<Optional<CredentialView.Credential>> answer = new FutureTask<>(() -> log.find(id));
      Thread asking = Thread.ofPlatform().start(answer);
      endsKnown.acquire();
      await().until(() -> answer.isDone() || asking.getState() == TIMED_WAITING);
      producer.commitTransaction();

      assertThat(answer.get()).isPresent();
    }
  }

  /** Starts the question, and returns once it has an answer or waits for more of the log. */
  private static <T> FutureTask<T> ask(Callable<T> question) {
    FutureTask<T> answer = new FutureTask<>(question);
    Thread asking = Thread.ofPlatform().start(answer);
    await().until(() -> asking.getState() != NEW && asking.getState() != RUNNABLE);
    return answer;
  }

  /** Lets the view read one more record, and returns once it is applied. */
  private void readOne() {
    int before = read.get();
    mayRead.release();
    // The next poll shows that the previous record was applied.
    await().until(() -> read.get() > before);
  }

  private Consumer<byte[], byte[]> slowConsumer() {
    Consumer<byte[], byte[]> consumer = clients.consumer();
    AtomicInteger unread = new AtomicInteger();
    return proxy(
        Consumer.class,
        (_, method, arguments) -> {
          if (method.getName().equals("poll")) {
            read.addAndGet(unread.getAndSet(0));
            if (!mayRead.tryAcquire()) {
              Thread.sleep(5);
              return ConsumerRecords.empty();
            }
          }
          Object result = invoke(consumer, method, arguments);
          if (result instanceof ConsumerRecords<?, ?> records) {
            unread.set(records.count());
            if (records.isEmpty()) {
              mayRead.release();
            }
          }
          return result;
        });
  }

  private Admin watchedAdmin() {
    Admin admin = clients.admin();
    return proxy(
        Admin.class,
        (_, method, arguments) -> {
          Object result = invoke(admin, method, arguments);
          if (result instanceof ListOffsetsResult ends) {
            ends.all().get();
            endsKnown.release();
          }
          return result;
        });
  }

  private static @Nullable Object invoke(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked") // A proxy of a generic interface needs a cast.
  private static <T> T proxy(Class<? super T> type, InvocationHandler handler) {
    return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private void write(AccountEvent... events) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(clients.producerConfig())) {
      for (int i = 0; i < events.length; i++) {
        producer.send(record(i + 1, events[i])).get();
      }
    }
  }

  private Map<String, Object> transactions() {
    Map<String, Object> config = new HashMap<>(clients.producerConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "a-decider");
    return config;
  }

  private ProducerRecord<byte[], byte[]> record(long version, AccountEvent event) {
    return new ProducerRecord<>(
        Topics.ACCOUNT_EVENTS,
        Keys.partition(Keys.of(id)),
        Keys.of(id),
        Codecs.accountEvents().encode(recorded(version, event)));
  }

  private RecordedEvent<AccountEvent> recorded(long version, AccountEvent event) {
    return new RecordedEvent<>(
        UUID.randomUUID(),
        id,
        version,
        AT,
        AT,
        Actor.SYSTEM,
        UUID.randomUUID(),
        UUID.randomUUID(),
        new CommandPosition(Topics.ACCOUNT_COMMANDS, Keys.partition(Keys.of(id)), version),
        event);
  }
}
