package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.replay.rebuild.RedisCandidate.Unbegun;
import io.cogniscribe.replay.rebuild.RedisGenerations.State;
import io.cogniscribe.settings.RedisAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * All keys that are projected into Redis: built in another database of the server, compared,
 * swapped. The active generation is unchanged until the swap, also after a failure.
 *
 * @param database holds the lease
 * @param redis the database that readers see, with a user that may swap
 * @param parallel the number of partitions that are folded at a time
 */
public record RedisReadModel(
    DataSource database,
    RedisAddress redis,
    List<RedisProjection<?>> contents,
    KafkaSource kafka,
    int parallel,
    Meter meter)
    implements ReadModel {

  public RedisReadModel {
    contents = List.copyOf(contents);
  }

  @Override
  public List<String> projections() {
    return contents.stream().<String>map(Projection::name).toList();
  }

  @Override
  public Plan plan() {
    return ask(generations -> RedisPlan.of(generations, kafka));
  }

  @Override
  public Remains remains() {
    return ask(RedisGenerations::remains);
  }

  @Override
  public boolean hasPrevious() {
    return ask(generations -> generations.factsOfOther().state() == State.PREVIOUS);
  }

  /** Asks the database for rebuilds, without the lease. */
  private <T> T ask(Function<RedisGenerations, T> question) {
    return RedisAsking.answer(() -> {
      try (RedisGenerations generations = open(redis.forRebuilds())) {
        return question.apply(generations);
      }
    });
  }

  @Override
  public Rebuild.Result rebuild(boolean resume, Predicate<Comparison> swap) throws SQLException {
    return with(redis.forRebuilds(), Unbegun.ALL, (rebuild, _) -> rebuild.run(resume, swap));
  }

  @Override
  public boolean rollBack(Predicate<Comparison> swap) throws SQLException {
    return with(redis.forRebuilds(), Unbegun.ALL, (rebuild, _) -> rebuild.rollBack(swap));
  }

  /**
   * The result of a verification.
   *
   * @param parked the aggregates with parked events in the active generation
   * @param skipped the records that the projector skips
   * @param positions the active positions after the comparison
   */
  public record Verified(
      Comparison comparison,
      List<String> parked,
      List<SkippedEvent> skipped,
      Map<RedisProjection<?>, Positions> positions) {

    public Verified {
      parked = List.copyOf(parked);
      skipped = List.copyOf(skipped);
      positions = Map.copyOf(positions);
    }
  }

  /**
   * Folds the log into a database that nothing else uses, compares the active one with it, and
   * empties it. A previous generation stays.
   *
   * @throws ReplayException when it cannot continue, or another replay works on Redis
   */
  public Verified verify() throws SQLException {
    return with(redis.forVerification(), Unbegun.NOTHING, this::verify);
  }

  private Verified verify(Rebuild rebuild, RedisGenerations generations) throws SQLException {
    try {
      Comparison comparison = rebuild.compare();
      List<SkippedEvent> skipped = new ArrayList<>();
      Map<RedisProjection<?>, Positions> positions = new HashMap<>();
      for (RedisProjection<?> projection : contents) {
        skipped.addAll(generations.skippedInActive(projection));
        positions.put(projection, generations.activePositions(projection));
      }
      return new Verified(comparison, generations.parkedInActive(), skipped, positions);
    } finally {
      generations.clear();
    }
  }

  @Override
  public void prune() throws SQLException {
    try (Lease _ = Lease.take(database, name())) {
      RedisAsking.answer(() -> {
        for (RedisAddress beside : List.of(redis.forRebuilds(), redis.forVerification())) {
          try (RedisGenerations generations = open(beside)) {
            generations.clear();
          }
        }
        return name();
      });
    }
  }

  private interface Work<T> {
    T on(Rebuild rebuild, RedisGenerations generations) throws SQLException;
  }

  /** Works on a database beside the active one, under the lease. */
  private <T> T with(RedisAddress beside, Unbegun unbegun, Work<T> work) throws SQLException {
    try (Lease lease = Lease.take(database, name())) {
      return RedisAsking.answer(() -> {
        try (RedisGenerations generations = open(beside)) {
          RedisCandidate candidate =
              new RedisCandidate(lease, generations, kafka, new Workers(parallel), meter, unbegun);
          return work.on(new Rebuild(lease, candidate, meter), generations);
        }
      });
    }
  }

  private RedisGenerations open(RedisAddress beside) {
    return new RedisGenerations(
        RedisConnections.open(redis),
        redis.database(),
        RedisConnections.open(beside),
        beside.database(),
        contents,
        Clock.systemUTC());
  }
}
