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
import java.util.Objects;
import java.util.stream.Collectors;
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

    Key key() {
      String error = head.error();
      String kind = error == null ? null : ReasonKind.of(error);
      return new Key(at.partition().topic(), kind, head.schemaFingerprint());
    }

    Instant firstFailure() {
      return Instant.parse(head.parkedAt());
    }

    Instant lastFailure() {
      return Instant.parse(Objects.requireNonNullElse(head.lastFailedAt(), head.parkedAt()));
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
    return aggregates.values().stream()
        .collect(Collectors.groupingBy(Aggregate::key))
        .entrySet()
        .stream()
        .map(group -> group(projection, group.getKey(), group.getValue()))
        .sorted(Comparator.comparingLong(ParkedGroup::aggregates).reversed())
        .toList();
  }

  private static ParkedGroup group(String projection, Key key, List<Aggregate> aggregates) {
    return new ParkedGroup(
        projection,
        key.topic(),
        key.reason(),
        key.fingerprint(),
        aggregates.size(),
        aggregates.stream().mapToLong(Aggregate::waiting).sum(),
        aggregates.stream().map(Aggregate::firstFailure).min(Instant::compareTo).orElseThrow(),
        aggregates.stream().map(Aggregate::lastFailure).max(Instant::compareTo).orElseThrow(),
        aggregates.getFirst().at().toString());
  }
}
