package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.topic.Keys;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds events among the records of one partition, read from its beginning. Records of other
 * aggregates are recognized by their keys and not decoded.
 */
final class Finder<E> {

  static final String BEHIND = "an earlier event of it is parked";

  private final Events<E> events;
  private final Skips skips;
  private final Consumer<Found<E>> taker;
  private final Set<ByteBuffer> keys = new HashSet<>();
  private final Set<String> parked = new HashSet<>();
  private Instant order = Instant.MIN;

  Finder(Events<E> events, Skips skips, Consumer<Found<E>> taker) {
    this.events = events;
    this.skips = skips;
    this.taker = taker;
    for (UUID id : events.streams()) {
      keys.add(ByteBuffer.wrap(Keys.of(id)));
    }
  }

  void look(ConsumerRecord<byte[], byte[]> record) {
    boolean isWanted =
        keys.isEmpty() || (record.key() != null && keys.contains(ByteBuffer.wrap(record.key())));
    if (!isWanted) {
      return;
    }
    switch (events.source().decode(record)) {
      case Decoded.Poison<TakenFact<E>>(var at, String key, _, _) when skips.contains(at) -> {
        if (!keys.isEmpty()) {
          taker.accept(new Found.Skipped<>(at, key, order, null));
        }
      }
      case Decoded.Poison<TakenFact<E>>(var at, String key, String error, _) -> {
        parked.add(key);
        // Only the key of an unreadable record shows its aggregate.
        if (!keys.isEmpty()) {
          taker.accept(new Found.Parked<>(at, key, order, null, error));
        }
      }
      case Decoded.Event<TakenFact<E>> event when !events.wanted().test(event.fact().fact()) -> {}
      case Decoded.Event<TakenFact<E>>(var at, String key, _, TakenFact<E> taken, _)
          when skips.contains(at) ->
          taker.accept(new Found.Skipped<>(at, key, order, taken.envelope()));
      case Decoded.Event<TakenFact<E>>(var at, String key, _, TakenFact<E> taken, _) -> {
        Instant recordedAt = taken.envelope().recordedAt();
        order = recordedAt.isAfter(order) ? recordedAt : order;
        taker.accept(
            parked.contains(key)
                ? new Found.Parked<>(at, key, order, taken.envelope(), BEHIND)
                : new Found.Event<>(at, key, order, taken));
      }
    }
  }
}
