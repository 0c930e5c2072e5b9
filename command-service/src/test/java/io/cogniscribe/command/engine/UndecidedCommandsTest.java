package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class UndecidedCommandsTest {

  private static final TopicPartition PARTITION = new TopicPartition("jobs.commands", 3);

  private final AtomicLong now = new AtomicLong(42);
  private final UndecidedCommands commands =
      new UndecidedCommands("jobs.commands-3", Duration.ofSeconds(10), now::get);

  @Test
  void hasNoAgeWhenNothingWaits() {
    commands.look(5, 5, false);
    after(100);

    assertThat(commands.age()).isZero();
    assertThat(commands.trouble()).isEmpty();
  }

  @Test
  void isAsOldAsTheOldestCommandWhenSomeAreDecided() {
    commands.look(5, 5, false);
    after(1);
    commands.look(5, 7, true); // two commands arrived in this second
    after(1);
    commands.look(5, 9, true);
    after(1);
    commands.look(7, 9, true); // the first two are decided

    assertThat(commands.age()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void growsOlderWithoutBoundWhenNothingIsDecided() {
    commands.look(0, 0, false);
    for (int i = 1; i <= 5_000; i++) {
      after(1);
      commands.look(0, i, true);
    }
    assertThat(commands.age()).isEqualTo(Duration.ofSeconds(5_000));

    commands.look(4_000, 5_000, true);
    assertThat(commands.age()).isBetween(Duration.ofSeconds(1_000), Duration.ofSeconds(1_100));
  }

  @Test
  void isInTroubleWhenCommandsWaitAndNoneIsDecidedForThePatience() {
    commands.look(42, 42, false);
    for (int i = 0; i < 12; i++) {
      after(1);
      commands.look(42, 49, true);
    }

    assertThat(commands.trouble())
        .contains("jobs.commands-3: up to 7 commands wait, and 42 is not decided, for 12 s");
  }

  @Test
  void isWellWhenABacklogMoves() {
    for (int i = 0; i < 100; i++) {
      commands.look(i, 1_000_000, true);
      after(5);
    }

    assertThat(commands.trouble()).isEmpty();
  }

  @Test
  void seesNoCommandWhenOnlyMarkersAndAbortedRecordsAreLeft() {
    FetchedCommands fetched = new FetchedCommands();
    assertThat(fetched.waits(PARTITION, 5, 9)).isTrue();

    // The consumer has skipped the records, and Kafka Streams commits nothing for that.
    fetched.note(Set.of(PARTITION), new ConsumerRecords<>(Map.of(), Map.of(PARTITION, next(9))));

    assertThat(fetched.waits(PARTITION, 5, 9)).isFalse();
    assertThat(fetched.waits(PARTITION, 5, 10)).isTrue();
  }

  @Test
  void seesACommandThatIsFetchedAndNotDecided() {
    FetchedCommands fetched = new FetchedCommands();
    ConsumerRecord<byte[], byte[]> command =
        new ConsumerRecord<>("jobs.commands", 3, 7, new byte[0], new byte[0]);
    fetched.note(
        Set.of(PARTITION),
        new ConsumerRecords<>(Map.of(PARTITION, List.of(command)), Map.of(PARTITION, next(9))));

    assertThat(fetched.waits(PARTITION, 7, 9)).isTrue();
    assertThat(fetched.waits(PARTITION, 8, 9)).isFalse();
  }

  private static OffsetAndMetadata next(long offset) {
    return new OffsetAndMetadata(offset);
  }

  private void after(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
