package io.cogniscribe.command.account;

import static java.lang.Thread.State.NEW;
import static java.lang.Thread.State.RUNNABLE;
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
import io.cogniscribe.local.server.EmbeddedServers;
import io.cogniscribe.local.server.ServersConfig;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a view tells while it still reads the log from its beginning. */
final class AccountLogTest {

  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant NEVER = Instant.parse("2126-11-01T08:00:00Z");

  private final UUID id = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();
  private final EmbeddedServers servers;
  private final KafkaClients clients;

  /** Polls that may bring a record, each of them one. */
  private final Semaphore mayRead = new Semaphore(0);

  private final AtomicInteger read = new AtomicInteger();
  private final AccountLog log;

  /** Servers of its own: each test begins with an empty log, and is told how far it was read. */
  AccountLogTest(@TempDir Path folder) {
    servers = EmbeddedServers.start(ServersConfig.forTests(folder));
    clients = new KafkaClients(servers.kafkaBootstrapServers(), Map.of("max.poll.records", "1"));
    try (Admin admin = clients.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
    log = new AccountLog(this::slowConsumer, clients::admin);
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
  void whatGoesOnIsTold() throws Exception {
    write(new ApiKeyIssued("whisper-1", "worker", "hash", NEVER));
    log.start();
    readOne();

    assertThat(log.goodKey(id, AT)).map(IssuedKey::label).contains("whisper-1");
    assertThat(log.goodKey(id, NEVER)).isEmpty();
    assertThat(log.goodKey(UUID.randomUUID(), AT)).isEmpty();
  }

  /** Returns when the question is answered, or waits for more of the log. */
  private static <T> FutureTask<T> ask(Callable<T> question) {
    FutureTask<T> answer = new FutureTask<>(question);
    Thread asking = Thread.ofPlatform().start(answer);
    await().until(() -> asking.getState() != NEW && asking.getState() != RUNNABLE);
    return answer;
  }

  /** Returns when one more record is in the view. */
  private void readOne() {
    int before = read.get();
    mayRead.release();
    // The poll after the one that brought it tells that it was applied.
    await().until(() -> read.get() > before);
  }

  private Consumer<byte[], byte[]> slowConsumer() {
    Consumer<byte[], byte[]> consumer = clients.consumer();
    AtomicInteger unread = new AtomicInteger();
    return proxy((_, method, arguments) -> {
      if (method.getName().equals("poll")) {
        read.addAndGet(unread.getAndSet(0));
        if (!mayRead.tryAcquire()) {
          Thread.sleep(5);
          return ConsumerRecords.empty();
        }
      }
      try {
        Object result = method.invoke(consumer, arguments);
        if (result instanceof ConsumerRecords<?, ?> records) {
          unread.set(records.count());
          if (records.isEmpty()) {
            mayRead.release();
          }
        }
        return result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  @SuppressWarnings("unchecked") // A proxy of an interface with parameters cannot be had otherwise.
  private static Consumer<byte[], byte[]> proxy(InvocationHandler handler) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, handler);
  }

  private void write(AccountEvent... events) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(clients.producerConfig())) {
      for (int i = 0; i < events.length; i++) {
        producer
            .send(
                new ProducerRecord<>(
                    Topics.ACCOUNT_EVENTS,
                    Keys.partition(Keys.of(id)),
                    Keys.of(id),
                    Codecs.accountEvents().encode(recorded(i + 1, events[i]))))
            .get();
      }
    }
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
