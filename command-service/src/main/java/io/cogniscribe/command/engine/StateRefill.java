package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refills a decider's stores from the log when they are empty and the log is not: a log that was
 * imported into a new cluster, or state that was lost with its changelog. It runs before the first
 * command is taken, so that no decision is made on forgotten facts.
 *
 * @param consumers makes read_committed consumers that belong to no group
 */
public record StateRefill(
    Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers) {

  private static final Logger log = LoggerFactory.getLogger(StateRefill.class);

  <C, E, N, S> void refill(
      Family<C, E, N, S> family,
      int partition,
      KeyValueStore<UUID, Versioned<S>> states,
      OutcomeStore outcomes,
      RecordedClock clock) {
    try (KeyValueIterator<UUID, Versioned<S>> present = states.all()) {
      if (present.hasNext()) {
        return;
      }
    }
    long events =
        readAll(
            family.eventsTopic(),
            partition,
            record -> {
              RecordedEvent<E> event = family.events().decode(record.value());
              states.put(event.streamId(), evolved(family, states.get(event.streamId()), event));
              clock.recordedAt(event.recordedAt().toEpochMilli());
            });
    if (events == 0) {
      return;
    }
    AvroCodec<Outcome> codec = Codecs.outcomes();
    long answers =
        readAll(
            family.outcomesTopic(),
            partition,
            record -> outcomes.put(codec.decode(record.value())));
    log.info(
        "refilled {} partition {} from {} events and {} outcomes",
        family.name(),
        partition,
        events,
        answers);
  }

  private static <C, E, N, S> Versioned<S> evolved(
      Family<C, E, N, S> family,
      @org.jspecify.annotations.Nullable Versioned<S> before,
      RecordedEvent<E> event) {
    S state = before == null ? family.decider().initial() : before.state();
    return new Versioned<>(event.version(), family.decider().evolve(state, event));
  }

  private long readAll(
      String topic, int partition, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    TopicPartition source = new TopicPartition(topic, partition);
    long records = 0;
    try (var consumer = consumers.get()) {
      consumer.assign(List.of(source));
      consumer.seekToBeginning(List.of(source));
      long end = Objects.requireNonNull(consumer.endOffsets(List.of(source)).get(source));
      while (consumer.position(source) < end) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          action.accept(record);
          records++;
        }
      }
    }
    return records;
  }
}
