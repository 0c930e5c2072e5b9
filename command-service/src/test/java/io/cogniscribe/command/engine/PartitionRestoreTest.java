package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.wire.ForeignValueException;
import io.cogniscribe.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** The restore of records that it cannot read. */
final class PartitionRestoreTest {

  private static final TopicPartition EVENTS = new TopicPartition("events", 3);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final RestoreMarks marks = marks();
  private final RestoreProgress progress = new RestoreProgress();
  private final Map<Long, WireException> unreadable = new HashMap<>();
  private final List<Long> taken = new ArrayList<>();

  @Test
  void whatNoDeciderHasWrittenIsPassedOver() {
    unreadable.put(1L, new ForeignValueException("it is garbage"));
    PartitionRestore restore = restore();

    while (!restore.isFinished()) {
      restore.step();
    }

    assertThat(taken).containsExactly(0L, 2L);
    assertThat(marks.isWhole("states")).isTrue();
    assertThat(progress.description()).isEmpty();
  }

  /** If the restore skipped the event, the state would lack it permanently. */
  @Test
  void stopsTheRestoreAndNamesTheEventWhenAnotherVersionWroteIt() {
    unreadable.put(1L, new WireException("the value's schema is unknown"));
    PartitionRestore restore = restore();

    assertThatThrownBy(restore::step)
        .isInstanceOf(WireException.class)
        .hasMessageContainingAll("events-3@1", "schema is unknown", "Start the version");

    assertThat(marks.isWhole("states")).isFalse();
    assertThat(progress.isHeld(3)).isTrue();
  }

  private PartitionRestore restore() {
    consumer.updateBeginningOffsets(Map.of(EVENTS, 0L));
    consumer.updateEndOffsets(Map.of(EVENTS, 3L));
    PartitionReader range = PartitionReader.from(consumer, EVENTS, 0);
    consumer.schedulePollTask(() -> {
      for (long offset = 0; offset < 3; offset++) {
        consumer.addRecord(new ConsumerRecord<>("events", 3, offset, new byte[0], new byte[0]));
      }
    });
    Restoration restoration =
        new Restoration() {
          @Override
          public void take(ConsumerRecord<byte[], byte[]> record) {
            WireException reason = unreadable.get(record.offset());
            if (reason != null) {
              throw reason;
            }
            taken.add(record.offset());
          }

          @Override
          public int pending() {
            return 0;
          }

          @Override
          public void write() {}
        };
    return new PartitionRestore(
        consumer,
        List.of(new PartitionRestore.Source("states", range, restoration)),
        marks,
        progress,
        EVENTS.partition());
  }

  private static RestoreMarks marks() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    KeyValueStore<String, Long> store =
        RestoreMarks.storeBuilder().withLoggingDisabled().withCachingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return new RestoreMarks(store);
  }
}
