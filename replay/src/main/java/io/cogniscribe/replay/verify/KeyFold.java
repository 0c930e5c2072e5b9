package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Content;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.ProjectedKeys.Look;
import io.cogniscribe.projections.redis.VerifiableKeys;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Folds groups up to where a look was taken, and tells how what was seen differs.
 *
 * @param parked what live had not applied then
 */
record KeyFold<E>(VerifiableKeys<E> projection, Look look, Parked parked) {

  KeyFold(VerifiableKeys<E> projection, Look look) {
    this(projection, look, Parked.of(look));
  }

  /**
   * What is wrong with a cell.
   *
   * @param right what it should hold
   */
  record Difference(UUID group, RowDifference row, Cell cell, Content right) {}

  /** Folds single groups as far as live has applied them, or a little further. */
  GroupFold<E, Expected> folds(boolean isParked) {
    return new GroupFold<>(
        applied -> {
          List<Expected> told = projection.fold(applied, isParked, look.stand().now());
          return new Fold<>(projection.settled(told, look::in), Optional.empty());
        },
        parked);
  }

  /** What a group's cells should hold, by its events up to the look. */
  Fold<E, Expected> fold(UUID group, List<Event<E>> events) {
    boolean isParked =
        projection.sources().stream()
            .map(source -> ParkedStream.of(source.topic(), group))
            .anyMatch(parked.streams()::containsKey);
    return folds(isParked).applied(events);
  }

  /**
   * How a cell of a group differs.
   *
   * @param expected null when nothing is said of it
   */
  Optional<Difference> difference(UUID group, Cell cell, @Nullable Expected expected) {
    KeyComparer comparer = new KeyComparer(look.stand().now());
    Content live = look.in(cell);
    return switch (expected) {
      case Expected.Anything _ -> Optional.empty();
      case Expected.Held held ->
          comparer.compare(live, held).map(row -> new Difference(group, row, cell, held.content()));
      case null ->
          comparer.isEmpty(live) || projection.isBook(cell.key()) || !isOf(group, cell)
              ? Optional.empty()
              : Optional.of(
                  new Difference(group, KeyComparer.surplus(cell.name()), cell, Content.NOTHING));
    };
  }

  /** What was found as the group's may be another's by now. */
  private boolean isOf(UUID group, Cell cell) {
    return owner(cell).filter(group::equals).isPresent();
  }

  /** Whose a cell is, as it was seen. */
  Optional<UUID> owner(Cell cell) {
    String field = projection.ownerField();
    return projection.owner(cell, field == null ? null : look.in(cell).fields().get(field));
  }
}
