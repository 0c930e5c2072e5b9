package io.cogniscribe.projector;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.redis.KeyRows;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.projections.redis.RedisSnapshot;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.replay.verify.Pace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Compares keys of Redis with the rows that determine them. Rows and keys are first compared
 * wherever they stand; those that differ may only be at different positions, so they are compared
 * again at one position.
 */
record KeyCheck<R>(KeyRows<R> rows, DataSource database, UnifiedJedis redis, Pace pace) {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  /** A Redis with more of them has lost its keys, and the first ones show that. */
  private static final int MAX_SUSPECTS = 10_000;

  private static final int GROUP = 500;

  /** Rows and keys of a busy system are at one position several times a second. */
  private static final int ATTEMPTS = 100;

  private static final long PAUSE_MILLIS = 100;

  /** A comparison at one position. */
  private interface Work {
    Set<String> in(Connection snapshot) throws SQLException;
  }

  /**
   * Compares.
   *
   * @return the names of the keys that differ
   * @throws ReplayException when rows and keys are never at one position
   */
  Set<String> run() throws SQLException {
    List<UUID> suspects = suspects();
    Set<String> differing = new TreeSet<>(atOnePosition(this::sums));
    for (int from = 0; from < suspects.size(); from += GROUP) {
      List<UUID> group = suspects.subList(from, Math.min(suspects.size(), from + GROUP));
      differing.addAll(atOnePosition(snapshot -> differing(snapshot, group)));
    }
    return differing;
  }

  private List<UUID> suspects() throws SQLException {
    List<UUID> suspects = new ArrayList<>();
    UUID last = BEFORE_ALL;
    while (suspects.size() < MAX_SUSPECTS) {
      List<R> page;
      try (Connection connection = database.getConnection()) {
        page = rows.page(connection, last);
      }
      if (page.isEmpty()) {
        break;
      }
      compare(page).forEach((row, keys) -> suspects.add(rows.id(row)));
      last = rows.id(page.getLast());
      pace.spend(page.size());
    }
    return suspects;
  }

  /** Returns the rows whose keys differ, and the names of those keys. */
  private Map<R, List<String>> compare(List<R> some) {
    Map<R, Supplier<List<String>>> asked = new HashMap<>();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      some.forEach(row -> asked.put(row, rows.differing(pipeline, row)));
    }
    Map<R, List<String>> differing = new HashMap<>();
    asked.forEach((row, keys) -> {
      List<String> names = names(row, keys);
      if (!names.isEmpty()) {
        differing.put(row, names);
      }
    });
    return differing;
  }

  private List<String> names(R row, Supplier<List<String>> keys) {
    try {
      return keys.get();
    } catch (JedisDataException ofAnotherType) {
      return List.of("a key of another type for " + rows.id(row));
    }
  }

  private Set<String> differing(Connection snapshot, List<UUID> group) throws SQLException {
    Set<String> aggregates = new HashSet<>();
    aggregates.addAll(parkedInRedis().streams());
    aggregates.addAll(parkedInTables(snapshot).streams());
    Set<String> differing = new TreeSet<>();
    compare(rows.rows(snapshot, group))
        .forEach((row, keys) -> {
          if (!aggregates.contains(rows.aggregate(row).toString())) {
            differing.addAll(keys);
          }
        });
    return differing;
  }

  /** Sums leave out what is parked or skipped, so they agree only if the same is. */
  private Set<String> sums(Connection snapshot) throws SQLException {
    return parkedInRedis().records().equals(parkedInTables(snapshot).records())
        ? Set.copyOf(rows.differingSums(snapshot, redis))
        : Set.of();
  }

  /**
   * Records of the topic that are not applied.
   *
   * @param streams their aggregates
   */
  private record NotApplied(Set<Coordinates> records, Set<String> streams) {

    static NotApplied none() {
      return new NotApplied(new HashSet<>(), new HashSet<>());
    }

    void add(String topic, Coordinates at, String streamKey) {
      if (at.partition().topic().equals(topic)) {
        records.add(at);
        streams.add(streamKey);
      }
    }

    void addSkips(String topic, List<SkippedEvent> skips) {
      skips.forEach(skip -> add(topic, skip.at(), skip.streamKey()));
    }
  }

  private NotApplied parkedInRedis() {
    NotApplied found = NotApplied.none();
    RedisKeys keys = new RedisKeys(rows.keys().storedName());
    redis
        .hkeys(keys.parkedEvents())
        .forEach(field -> found.add(rows.topic(), RedisKeys.parseField(field), ""));
    redis
        .smembers(keys.parkedStreams())
        .forEach(member -> found.streams.add(RedisKeys.parseMember(member).streamKey()));
    found.addSkips(
        rows.topic(), new RedisParked<>(redis, rows.keys(), Clock.systemUTC()).skipped());
    return found;
  }

  private NotApplied parkedInTables(Connection snapshot) throws SQLException {
    NotApplied found = NotApplied.none();
    for (String table : rows.tables()) {
      try (PreparedStatement statement =
          snapshot.prepareStatement(
              "SELECT topic, \"partition\", \"offset\", stream_key FROM public.parked_events"
                  + " WHERE projection = ?")) {
        statement.setString(1, table);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
            found.add(rows.topic(), new Coordinates(partition, row.getLong(3)), row.getString(4));
          }
        }
      }
      found.addSkips(rows.topic(), SkippedTable.read(snapshot, table));
    }
    return found;
  }

  private Set<String> atOnePosition(Work work) throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Set<String>> done = tryAtOnePosition(work);
      if (done.isPresent()) {
        return done.get();
      }
      pause();
    }
    throw new ReplayException(
        "its keys and rows were at different positions for 10 s; the next pass compares them",
        null);
  }

  private Optional<Set<String>> tryAtOnePosition(Work work) throws SQLException {
    KeyState before = stateOfKeys();
    try (Connection snapshot = database.getConnection()) {
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      snapshot.setReadOnly(true);
      try {
        for (String table : rows.tables()) {
          if (!ofTopic(Positions.active(snapshot, table).next()).equals(before.next())) {
            return Optional.empty();
          }
        }
        Set<String> result = work.in(snapshot);
        return stateOfKeys().equals(before) ? Optional.of(result) : Optional.empty();
      } finally {
        snapshot.rollback();
      }
    }
  }

  /**
   * The state of the projection into Redis. It changes whenever the projector or a retry changes a
   * key; a key that expires does not change it.
   *
   * @param retries number of retries of parked records, which move no position
   */
  private record KeyState(Map<TopicPartition, Long> next, @Nullable String retries) {}

  private KeyState stateOfKeys() {
    String name = rows.keys().storedName();
    return new KeyState(
        ofTopic(RedisSnapshot.positions(redis, name)), redis.get(new RedisKeys(name).retries()));
  }

  private Map<TopicPartition, Long> ofTopic(Map<TopicPartition, Long> positions) {
    Map<TopicPartition, Long> some = new HashMap<>(positions);
    some.keySet().removeIf(partition -> !partition.topic().equals(rows.topic()));
    return some;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }
}
