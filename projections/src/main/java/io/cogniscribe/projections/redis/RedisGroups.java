package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.ReasonKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups the parked pointers of a projection into Redis by reason. */
final class RedisGroups {

  /** The first pointer of an aggregate, and the number of its later pointers. */
  private record Aggregate(Coordinates at, RedisBatch.Pointer head, long waiting) {

    Aggregate with(Coordinates other, RedisBatch.Pointer pointer) {
      return other.offset() < at.offset()
          ? new Aggregate(other, pointer, waiting + 1)
          : new Aggregate(at, head, waiting + 1);
    }
  }

  private record Key(String topic, @Nullable String reason, @Nullable String fingerprint) {}

  private RedisGroups() {}

  static List<ParkedGroup> of(String projection, RedisPointers pointers) {
    Map<ParkedStream, Aggregate> aggregates = new HashMap<>();
    pointers.forEach((at, pointer) ->
        aggregates.compute(
            new ParkedStream(at.partition(), pointer.streamKey()),
            (_, known) -> known == null ? new Aggregate(at, pointer, 0) : known.with(at, pointer)));
    Map<Key, ParkedGroup> groups = new HashMap<>();
    aggregates
        .values()
        .forEach(one -> groups.merge(key(one), group(projection, one), RedisGroups::plus));
    return groups.values().stream()
        .sorted(Comparator.comparingLong(ParkedGroup::aggregates).reversed())
        .toList();
  }

  private static Key key(Aggregate one) {
    return new Key(one.at().partition().topic(), kind(one), one.head().schemaFingerprint());
  }

  private static @Nullable String kind(Aggregate one) {
    String error = one.head().error();
    return error == null ? null : ReasonKind.of(error);
  }

  private static ParkedGroup group(String projection, Aggregate one) {
    Instant first = Instant.parse(one.head().parkedAt());
    String again = one.head().lastFailedAt();
    return new ParkedGroup(
        projection,
        one.at().partition().topic(),
        kind(one),
        one.head().schemaFingerprint(),
        1,
        one.waiting(),
        first,
        again == null ? first : Instant.parse(again),
        one.at().toString());
  }

  private static ParkedGroup plus(ParkedGroup a, ParkedGroup b) {
    return new ParkedGroup(
        a.projection(),
        a.topic(),
        a.reason(),
        a.schemaFingerprint(),
        a.aggregates() + b.aggregates(),
        a.waiting() + b.waiting(),
        a.firstFailure().isBefore(b.firstFailure()) ? a.firstFailure() : b.firstFailure(),
        a.lastFailure().isAfter(b.lastFailure()) ? a.lastFailure() : b.lastFailure(),
        a.example());
  }
}
