package io.cogniscribe.projections.parking;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Tests which records of a batch are parked and which are applied. */
final class ParkedStreamsTest {

  private static final TopicPartition PARTITION = new TopicPartition("jobs.events", 0);

  private final ParkedStreams streams = new ParkedStreams("jobs");

  @Test
  void everythingFlowsWhenNothingIsParked() {
    Sorted<String> sorted = streams.sort(List.of(event("a", 1), event("b", 2)));

    assertThat(sorted.events()).containsExactly(event("a", 1), event("b", 2));
    assertThat(sorted.parked()).isEmpty();
  }

  @Test
  void poisonTakesTheLaterOnesOfItsStreamWithItAndNoOthers() {
    Sorted<String> sorted =
        streams.sort(List.of(event("a", 1), poison("a", 2), event("b", 3), event("a", 4)));

    assertThat(sorted.events()).containsExactly(event("a", 1), event("b", 3));
    assertThat(sorted.parked())
        .containsExactly(
            new ParkedEvent(new Coordinates(PARTITION, 2), "a", "bad", "00ff"), behind("a", 4));
    assertThat(sorted.behind()).isEmpty();
  }

  @Test
  void whatComesLaterGoesBehindWhatWasParkedBefore() {
    streams.committed(streams.sort(List.of(poison("a", 2))).parked());

    Sorted<String> sorted = streams.sort(List.of(event("a", 5), event("b", 6)));

    assertThat(sorted.events()).containsExactly(event("b", 6));
    assertThat(sorted.parked()).containsExactly(behind("a", 5));
    assertThat(sorted.behind()).containsExactly(new ParkedStream(PARTITION, "a"));
    assertThat(streams.count()).isEqualTo(1);
  }

  @Test
  void aBatchThatWasNotCommittedHasParkedNothing() {
    streams.sort(List.of(poison("a", 2)));

    assertThat(streams.sort(List.of(event("a", 5))).events()).containsExactly(event("a", 5));
  }

  @Test
  void whatAnOperatorTookBackFlowsAfterTheStoreWasReadAgain() {
    streams.load(Set.of(PARTITION), Map.of(new ParkedStream(PARTITION, "a"), 3L), Skips.NONE);
    assertThat(streams.count()).isEqualTo(3);

    streams.load(Set.of(PARTITION), Map.of(), Skips.NONE);

    assertThat(streams.sort(List.of(event("a", 5))).events()).containsExactly(event("a", 5));
  }

  @Test
  void theSameKeyInAnotherPartitionIsAnotherStream() {
    TopicPartition other = new TopicPartition("jobs.progress", 0);
    streams.load(Set.of(PARTITION), Map.of(new ParkedStream(PARTITION, "a"), 1L), Skips.NONE);
    Decoded<String> report = new Decoded.Event<>(new Coordinates(other, 1), "a", -1, "fact");

    assertThat(streams.sort(List.of(report)).events()).hasSize(1);
  }

  @Test
  void aRefusedEventTakesTheLaterOnesOfItsStreamWithIt() {
    List<Decoded.Event<String>> events =
        List.of(event("a", 1), event("b", 2), event("a", 3), event("a", 4));

    List<ParkedEvent> parked =
        ParkedStreams.refused(events, List.of(new Refusal<>(event("a", 3), "version 9 follows 1")));

    assertThat(parked)
        .containsExactly(
            new ParkedEvent(new Coordinates(PARTITION, 3), "a", "version 9 follows 1", null),
            behind("a", 4));
  }

  private static Decoded.Event<String> event(String key, long offset) {
    return new Decoded.Event<>(new Coordinates(PARTITION, offset), key, -1, "fact");
  }

  private static Decoded<String> poison(String key, long offset) {
    return new Decoded.Poison<>(new Coordinates(PARTITION, offset), key, "bad", "00ff");
  }

  private static ParkedEvent behind(String key, long offset) {
    return new ParkedEvent(new Coordinates(PARTITION, offset), key, null, null);
  }
}
