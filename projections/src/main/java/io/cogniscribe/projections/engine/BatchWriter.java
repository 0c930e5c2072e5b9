package io.cogniscribe.projections.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes records to a store, and parks each record that can never be stored.
 *
 * @param commit {@link ProjectionStore#commit}
 * @param positions the next offset of each partition; {@code committed} moves them
 * @param committed called with each committed batch
 */
public record BatchWriter<E>(
    Function<Batch<E>, Applied> commit,
    Map<TopicPartition, Long> positions,
    Consumer<Batch<E>> committed) {

  /**
   * Writes records, in order.
   *
   * @throws PositionMovedException when the store has another position; nothing more is written
   *     then
   */
  public void write(List<Decoded<E>> records) {
    Batch<E> batch = Batch.of(records, positions);
    switch (commit.apply(batch)) {
      case Applied.Committed() -> committed.accept(batch);
      case Applied.Moved() -> throw new PositionMovedException();
      case Applied.Refused(String error) ->
          Bisection.narrow(records, this::write, record -> park(record, error));
    }
  }

  private void park(Decoded<E> record, String error) {
    switch (record) {
      case Decoded.Event<E>(Coordinates at, String streamKey, _, _, _) ->
          write(List.of(new Decoded.Poison<>(at, streamKey, error, null)));
      case Decoded.Poison<E> poison ->
          throw new IllegalStateException("cannot park %s: %s".formatted(poison.at(), error));
    }
  }
}
