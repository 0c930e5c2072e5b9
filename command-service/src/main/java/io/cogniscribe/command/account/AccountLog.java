package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.command.engine.LogEndReader;
import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the account events from their beginning and keeps the credentials in memory. Every instance
 * reads all of them, so that it can log anyone in while PostgreSQL is down.
 */
public final class AccountLog implements CredentialView, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AccountLog.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CATCH_UP = Duration.ofSeconds(5);
  private static final List<TopicPartition> PARTITIONS =
      LogEndReader.partitions(List.of(Topics.ACCOUNT_EVENTS));

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Supplier<Admin> admins;
  private final AvroCodec<RecordedEvent<AccountEvent>> codec = Codecs.accountEvents();
  private final AccountView view = new AccountView();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final SharedRun catchUp = new SharedRun(() -> awaitPositions(ends()));
  private volatile boolean complete;
  private @Nullable Follower follower;
  private @Nullable Admin admin;

  /**
   * Creates a view that is empty until it is started.
   *
   * @param consumers creates read_committed consumers that belong to no group
   */
  public AccountLog(Supplier<Consumer<byte[], byte[]>> consumers, Supplier<Admin> admins) {
    this.consumers = consumers;
    this.admins = admins;
  }

  @Override
  public Optional<Credential> find(UUID usernameClaim) {
    catchUp.await();
    return view.byUsername(usernameClaim);
  }

  @Override
  public Optional<Credential> soFar(UUID usernameClaim) {
    return view.byUsername(usernameClaim);
  }

  @Override
  public Optional<Credential> account(UUID userId) {
    return view.byId(userId);
  }

  /**
   * Returns a test of whether a user exists. On the first unknown id, the test waits until the view
   * reaches the end of the topic; later answers are as of that time. The test is not thread-safe.
   */
  public Predicate<UUID> existence() {
    return new Predicate<>() {
      private boolean isAtEnd;

      @Override
      public boolean test(UUID userId) {
        if (view.byId(userId).isEmpty() && !isAtEnd) {
          catchUp.await();
          isAtEnd = true;
        }
        return view.byId(userId).isPresent();
      }
    };
  }

  @Override
  public Optional<Credential> inSession(UUID sessionId, Instant now) {
    awaitCompleteness();
    return view.bySession(sessionId, now)
        .or(() -> {
          catchUp.await();
          return view.bySession(sessionId, now);
        });
  }

  @Override
  public Optional<IssuedKey> goodKey(UUID keyId, Instant now) {
    awaitCompleteness();
    return view.key(keyId)
        .or(() -> {
          catchUp.await();
          return view.key(keyId);
        })
        .filter(key -> key.isGoodAt(now));
  }

  /**
   * Waits until the view has reached the end of the topic once. Before that, it may contain
   * sessions that have ended since.
   */
  private void awaitCompleteness() {
    if (!complete) {
      catchUp.await();
      complete = true;
    }
  }

  /**
   * Returns the current ends of the partitions, after transactions that are still open. Kafka marks
   * a commit in one partition after another, so this topic may count a transaction as open although
   * its events are already visible elsewhere.
   */
  private Map<TopicPartition, Long> ends() {
    Admin client = admin;
    if (client == null) {
      throw new LogUnavailableException(new IllegalStateException("not started"));
    }
    return LogEndReader.ends(client, PARTITIONS, CATCH_UP);
  }

  private void awaitPositions(Map<TopicPartition, Long> ends) {
    long deadline = System.nanoTime() + CATCH_UP.toNanos();
    synchronized (positions) {
      while (!ends.entrySet().stream()
          .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new LogUnavailableException(
              new TimeoutException("the credentials lag behind the log"));
        }
        try {
          positions.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new LogUnavailableException(e);
        }
      }
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    RecordedEvent<AccountEvent> event;
    try {
      event = codec.decode(record.value());
    } catch (WireException e) {
      log.warn(
          "Skipped the unreadable record {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
      return;
    }
    view.apply(event);
  }

  @Override
  public void start() {
    admin = admins.get();
    follower = new Follower(consumers.get());
    follower.thread.start();
  }

  @Override
  public void stop() {
    if (follower != null && admin != null) {
      follower.stop();
      admin.close();
      follower = null;
      admin = null;
    }
  }

  @Override
  public boolean isRunning() {
    return follower != null;
  }

  /** Starts after the topics exist. */
  @Override
  public int getPhase() {
    return 1;
  }

  private final class Follower {

    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::follow, "account-log");
    private volatile boolean stopping;

    Follower(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    void follow() {
      try (consumer) {
        consumer.assign(PARTITIONS);
        consumer.seekToBeginning(PARTITIONS);
        while (!stopping) {
          try {
            consumer.poll(POLL).forEach(AccountLog.this::apply);
            publishPositions();
          } catch (WakeupException stop) {
            return;
          } catch (KafkaException e) {
            log.warn("Cannot read the account events; trying again: {}", e.toString());
          }
        }
      }
    }

    /**
     * Publishes the consumer's positions. Unlike the records' offsets, they include transaction
     * markers, and they stop before open transactions.
     */
    private void publishPositions() {
      synchronized (positions) {
        PARTITIONS.forEach(partition -> positions.put(partition, consumer.position(partition)));
        positions.notifyAll();
      }
    }

    void stop() {
      stopping = true;
      consumer.wakeup();
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
