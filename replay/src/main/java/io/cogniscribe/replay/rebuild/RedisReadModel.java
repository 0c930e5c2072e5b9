package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.redis.CodeVersion;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.replay.rebuild.RedisFold.Unbegun;
import io.cogniscribe.replay.rebuild.RedisGenerations.Facts;
import io.cogniscribe.replay.rebuild.RedisGenerations.State;
import io.cogniscribe.settings.RedisAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import redis.clients.jedis.RedisClient;

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
    return RedisAsking.answer(() -> {
      try (Databases databases = open()) {
        return RedisPlan.of(databases.generations, place(), kafka);
      }
    });
  }

  @Override
  public Remains remains() {
    return RedisAsking.answer(() -> {
      try (Databases databases = open()) {
        return remains(databases.generations);
      }
    });
  }

  private static Remains remains(RedisGenerations generations) {
    Facts facts = generations.factsOfOther();
    boolean isOfToday = facts.fields().entrySet().containsAll(generations.versions().entrySet());
    return switch (facts.state()) {
      case NOTHING, PREVIOUS -> Remains.NOTHING;
      case LOADING -> Remains.UNFINISHED;
      case LOADED -> isOfToday ? Remains.LOADED : Remains.UNFINISHED;
    };
  }

  @Override
  public boolean hasPrevious() {
    return RedisAsking.answer(() -> {
      try (Databases databases = open()) {
        return databases.generations.factsOfOther().state() == State.PREVIOUS;
      }
    });
  }

  @Override
  public Rebuild.Result rebuild(boolean resume, Predicate<Comparison> swap) throws SQLException {
    try (Lease lease = Lease.take(database, name())) {
      return RedisAsking.answer(() -> {
        try (Databases databases = open()) {
          return rebuild(lease, databases.generations, resume, swap);
        }
      });
    }
  }

  private Rebuild.Result rebuild(
      Lease lease, RedisGenerations generations, boolean resume, Predicate<Comparison> swap) {
    Instant begin = Instant.now();
    RedisFold fold = fold(generations, Unbegun.ALL);
    long events = resume ? resumed(generations) : load(lease, generations, fold);
    Duration folded = Duration.between(begin, Instant.now());
    fold.catchUp();
    Instant beforeProof = Instant.now();
    Comparison comparison = prove(generations, fold);
    Duration proved = Duration.between(beforeProof, Instant.now());
    boolean swapping = swapIfWanted(lease, generations, fold, comparison, swap);
    return new Rebuild.Result(comparison, events, folded, proved, swapping, place());
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
    try (Lease lease = Lease.take(database, name())) {
      return RedisAsking.answer(() -> {
        try (Databases databases = open(redis.forVerification())) {
          return verify(lease, databases.generations);
        }
      });
    }
  }

  private Verified verify(Lease lease, RedisGenerations generations) {
    try {
      RedisFold fold = fold(generations, Unbegun.NOTHING);
      load(lease, generations, fold);
      fold.catchUp();
      Comparison comparison = prove(generations, fold);
      List<SkippedEvent> skipped = new ArrayList<>();
      Map<RedisProjection<?>, Positions> positions = new HashMap<>();
      for (RedisProjection<?> projection : contents) {
        skipped.addAll(generations.skippedInActive(projection));
        positions.put(projection, generations.activePositions(projection));
      }
      return new Verified(comparison, generations.parkedInLive(), skipped, positions);
    } finally {
      generations.clear();
    }
  }

  @Override
  public boolean rollBack(Predicate<Comparison> swap) throws SQLException {
    try (Lease lease = Lease.take(database, name())) {
      return RedisAsking.answer(() -> {
        try (Databases databases = open()) {
          requirePrevious(databases.generations);
          RedisFold fold = fold(databases.generations, Unbegun.ALL);
          fold.catchUp();
          return swapIfWanted(
              lease, databases.generations, fold, prove(databases.generations, fold), swap);
        }
      });
    }
  }

  private Comparison prove(RedisGenerations generations, RedisFold fold) {
    return new RedisProof(generations, fold, new LogReader(kafka), meter).compare();
  }

  private static boolean swapIfWanted(
      Lease lease,
      RedisGenerations generations,
      RedisFold fold,
      Comparison comparison,
      Predicate<Comparison> swap) {
    boolean swapping = swap.test(comparison);
    if (swapping) {
      comparison.requireRows("FLUSHDB in the active database of Redis");
      swap(lease, generations, fold);
    }
    return swapping;
  }

  private void requirePrevious(RedisGenerations generations) {
    Facts facts = generations.factsOfOther();
    if (facts.state() != State.PREVIOUS) {
      throw new ReplayException("there is no previous generation of '%s'".formatted(name()), null);
    }
    for (RedisProjection<?> projection : contents) {
      String made = facts.version(projection);
      if (!made.equals(CodeVersion.of(projection).ours())) {
        throw new ReplayException(
            ("the previous keys of '%s' were made by version %s of its code. Roll back with "
                    + "that version.")
                .formatted(projection.name(), made),
            null);
      }
    }
  }

  @Override
  public void prune() throws SQLException {
    try (Lease _ = Lease.take(database, name())) {
      RedisAsking.answer(() -> {
        for (RedisAddress beside : List.of(redis.forRebuilds(), redis.forVerification())) {
          try (Databases databases = open(beside)) {
            databases.generations.clear();
          }
        }
        return name();
      });
    }
  }

  private static long load(Lease lease, RedisGenerations generations, RedisFold fold) {
    generations.begin();
    Instant begin = Instant.now();
    long events = fold.load();
    lease.requireHeld();
    generations.loaded(events, Duration.between(begin, Instant.now()));
    return events;
  }

  private long resumed(RedisGenerations generations) {
    if (remains(generations) != Remains.LOADED) {
      throw new ReplayException(
          "there is no rebuild of '%s' to resume, or its load was interrupted. Start a new one."
              .formatted(name()),
          null);
    }
    return 0;
  }

  private static void swap(Lease lease, RedisGenerations generations, RedisFold fold) {
    // The operator may have taken long to answer.
    lease.requireHeld();
    fold.catchUp();
    lease.requireHeld();
    fold.statusTogether(() ->
        generations.swap(generations.clock().instant()) ? Optional.of(true) : Optional.empty());
  }

  private RedisFold fold(RedisGenerations generations, Unbegun unbegun) {
    return new RedisFold(generations, kafka, new Workers(parallel), meter, unbegun);
  }

  private String place() {
    return "the database %d of Redis".formatted(redis.forRebuilds().database());
  }

  private Databases open() {
    return open(redis.forRebuilds());
  }

  private Databases open(RedisAddress beside) {
    RedisClient active = RedisConnections.open(redis);
    RedisClient other = RedisConnections.open(beside);
    return new Databases(
        active,
        other,
        new RedisGenerations(
            active, redis.database(), other, beside.database(), contents, Clock.systemUTC()));
  }

  /** The connections to both databases. */
  private record Databases(RedisClient active, RedisClient other, RedisGenerations generations)
      implements AutoCloseable {

    @Override
    public void close() {
      active.close();
      other.close();
    }
  }
}
