package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Topics;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transaction ends its partition at the archived offset, or the import fails. */
@RealServers
final class TransactionsTest {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.AUDIT_EVENTS, 0);
  private static final ProducerRecord<byte[], byte[]> RECORD =
      new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), new byte[0], new byte[1]);

  private final Backend backend;
  private final Cluster cluster;
  private final Transactions transactions;

  TransactionsTest(TestServers servers) {
    backend = Backend.on(servers);
    cluster = new Cluster(backend.kafka(), Duration.ofSeconds(30));
    transactions =
        new Transactions(
            backend.kafka().producer(Map.of("transactional.id", "transactions-test")), cluster);
  }

  @AfterEach
  void stop() {
    transactions.close();
    cluster.close();
    backend.close();
  }

  @Test
  void marksAreThereWhenItReturns() {
    transactions.commit(PARTITION, List.of(RECORD), 2);
    transactions.abort(PARTITION, List.of(RECORD, RECORD), 5);

    assertThat(cluster.writtenEnds(List.of(PARTITION))).containsEntry(PARTITION, 5L);
    List<Long> seen = new ArrayList<>();
    new LogReader(backend.kafka())
        .read(
            new OffsetRange(PARTITION, 0, 5),
            batch -> batch.forEach(record -> seen.add(record.offset())));
    assertThat(seen).containsExactly(0L);
  }

  @Test
  void aRecordOfSomebodyElseIsNamedAtOnceAndNothingIsWrittenAnyMore() {
    try (Producer<byte[], byte[]> other = backend.kafka().producer(Map.of())) {
      var _ = other.send(RECORD);
    }

    assertThatThrownBy(() -> transactions.commit(PARTITION, List.of(RECORD), 2))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("audit.events-0 ends at 3, not at 2: another process writes");
    assertThatThrownBy(() -> transactions.commit(PARTITION, List.of(RECORD), 5))
        .hasMessageContaining("another process writes");

    assertThat(cluster.writtenEnds(List.of(PARTITION))).containsEntry(PARTITION, 3L);
  }

  @Test
  void theRecordOfSomebodyElseIsNotTakenForAMarkerThatIsNotYetWritten() {
    try (Producer<byte[], byte[]> other = backend.kafka().producer(Map.of())) {
      var _ = other.send(RECORD);
    }
    Producer<byte[], byte[]> producer =
        backend.kafka().producer(Map.of("transactional.id", "slow-markers"));
    try (Transactions slow = new Transactions(committingAfterItReturned(producer), cluster)) {
      assertThatThrownBy(() -> slow.commit(PARTITION, List.of(RECORD), 2))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("audit.events-0 ends at 3, not at 2: another process writes");
    }
  }

  @Test
  void namesTheTimeOutWhenKafkaHasAbortedATransactionThatIsBeingCommitted() {
    Producer<byte[], byte[]> producer =
        backend
            .kafka()
            .producer(Map.of("transactional.id", "stalled", "transaction.timeout.ms", 500));
    try (Transactions stalled = new Transactions(committingAfterTheAbort(producer), cluster)) {
      assertThatThrownBy(() -> stalled.commit(PARTITION, List.of(RECORD), 2))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("Kafka aborted a transaction of the import")
          .hasMessageContaining("import again");
    }
  }

  /** Returns the producer of a machine that pauses between the last record and the commit. */
  private Producer<byte[], byte[]> committingAfterTheAbort(Producer<byte[], byte[]> producer) {
    return committing(
        producer,
        commit -> {
          producer.flush();
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> cluster.writtenEnds(List.of(PARTITION)).containsValue(2L));
          commit.run();
        });
  }

  /** Returns the producer of a broker that is slow to write the marker. */
  private static Producer<byte[], byte[]> committingAfterItReturned(
      Producer<byte[], byte[]> producer) {
    return committing(
        producer,
        commit -> {
          producer.flush();
          CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(commit);
        });
  }

  private static Producer<byte[], byte[]> committing(
      Producer<byte[], byte[]> producer, Consumer<Runnable> how) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (method.getName().equals("commitTransaction")) {
            how.accept(producer::commitTransaction);
            return null;
          }
          try {
            return method.invoke(producer, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    @SuppressWarnings("unchecked") // The handler passes every call to a producer of these types.
    Producer<byte[], byte[]> proxy =
        (Producer<byte[], byte[]>)
            Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, handler);
    return proxy;
  }
}
