package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.redis.CodeVersion;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.projections.redis.RedisSnapshot;
import io.cogniscribe.projections.redis.Script;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.UnifiedJedis;

/**
 * Two databases of a Redis that hold one generation each: the active one, and one that is filled,
 * compared, or kept for a rollback. A swap exchanges whole databases, so all projections into Redis
 * are swapped together. The state of a generation is stored in its database and moves with it.
 *
 * @param active the database that readers see
 * @param activeNumber the number by which they select it
 */
record RedisGenerations(
    UnifiedJedis active,
    int activeNumber,
    UnifiedJedis other,
    int otherNumber,
    List<RedisProjection<?>> projections,
    Clock clock)
    implements AutoCloseable {

  private static final Script SWAP = Script.load("swap.lua");

  /** The content of the other database. */
  enum State {
    NOTHING,
    LOADING,
    LOADED,
    PREVIOUS
  }

  /** The stored facts of a generation; numbers and times as text. */
  record Facts(Map<String, String> fields) {

    /** Returns the version of a projection's code that made its keys. */
    String version(RedisProjection<?> projection) {
      return CodeVersion.made(fields.get(CodeVersion.of(projection).field()));
    }

    State state() {
      return switch (fields.getOrDefault("state", "")) {
        case "loading" -> State.LOADING;
        case "loaded" -> State.LOADED;
        case "previous" -> State.PREVIOUS;
        default -> State.NOTHING;
      };
    }
  }

  Facts activeFacts() {
    return new Facts(active.hgetAll(RedisKeys.GENERATION));
  }

  /**
   * Returns the facts of the other database.
   *
   * @throws ReplayException when it holds keys of another program
   */
  Facts factsOfOther() {
    Facts facts = new Facts(other.hgetAll(RedisKeys.GENERATION));
    if (facts.state() == State.NOTHING && other.dbSize() > 0) {
      throw new ReplayException(
          placeOfOther()
              + " holds keys of another program. Empty it, or change the number in REDIS_URL.");
    }
    return facts;
  }

  String name() {
    return projections.getFirst().name();
  }

  /** Returns the name of the other database, for people. */
  String placeOfOther() {
    return "the database %d of Redis".formatted(otherNumber);
  }

  /** Returns the state of the generation that an earlier rebuild has left in the other database. */
  Remains remains() {
    Facts facts = factsOfOther();
    boolean isOfToday = facts.fields().entrySet().containsAll(versions().entrySet());
    return switch (facts.state()) {
      case NOTHING, PREVIOUS -> Remains.NOTHING;
      case LOADING -> Remains.UNFINISHED;
      case LOADED -> isOfToday ? Remains.LOADED : Remains.UNFINISHED;
    };
  }

  void clear() {
    factsOfOther();
    other.flushDB();
  }

  /** Empties the other database, and records that a load with the current code begins. */
  void begin() {
    clear();
    Map<String, String> facts = new HashMap<>(versions());
    facts.put("state", "loading");
    facts.put("begun_at", clock.instant().toString());
    other.hset(RedisKeys.GENERATION, facts);
  }

  /** Records that the load is done; the database can now be followed, compared and swapped in. */
  void loaded(long events, Duration time) {
    other.hset(
        RedisKeys.GENERATION,
        Map.of(
            "state", "loaded",
            "events", String.valueOf(events),
            "fold_millis", String.valueOf(time.toMillis())));
  }

  Map<String, String> versions() {
    return projections.stream()
        .map(CodeVersion::of)
        .collect(Collectors.toMap(CodeVersion::field, CodeVersion::ours));
  }

  Positions activePositions(RedisProjection<?> projection) {
    return new Positions(RedisSnapshot.positions(active, projection.storedName()));
  }

  Positions positionsOfOther(RedisProjection<?> projection) {
    return new Positions(RedisSnapshot.positions(other, projection.storedName()));
  }

  /** Returns the records that the projector skips. */
  <E> List<SkippedEvent> skippedInActive(RedisProjection<E> projection) {
    return new RedisParked<>(active, projection, clock).skipped();
  }

  /** Returns the aggregates with parked events in the active generation. */
  List<String> parkedInActive() {
    return keys()
        .flatMap(each -> active.smembers(each.parkedStreams()).stream())
        .map(member -> RedisKeys.parseMember(member).streamKey())
        .distinct()
        .toList();
  }

  /** Swaps the databases if their positions are equal; otherwise changes nothing. */
  boolean swap(Instant moment) {
    List<String> names = new ArrayList<>(List.of(RedisKeys.GENERATION, RedisKeys.HOLD));
    names.addAll(positionKeys());
    keys().flatMap(each -> Stream.of(each.heartbeat(), each.beats())).forEach(names::add);
    List<String> arguments =
        List.of(
            String.valueOf(activeNumber),
            String.valueOf(otherNumber),
            String.valueOf(projections.size()),
            moment.toString());
    return Long.valueOf(1).equals(SWAP.run(active, names, arguments));
  }

  List<String> positionKeys() {
    return keys().map(RedisKeys::positions).toList();
  }

  /** Returns the names of the keys that every projection has. */
  Stream<RedisKeys> keys() {
    return projections.stream().map(projection -> new RedisKeys(projection.storedName()));
  }

  @Override
  public void close() {
    active.close();
    other.close();
  }
}
