package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.projections.postgres.PostgresParked;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** The parked events of some projections; holds their connections while a command runs. */
final class ParkedStores implements AutoCloseable {

  private @Nullable HikariDataSource database;
  private @Nullable RedisClient redis;
  private final List<ParkedWork<?>> all = new ArrayList<>();

  /**
   * Opens the stores.
   *
   * @throws picocli.CommandLine.ParameterException when no projection has the name
   */
  ParkedStores(ReplayTools tools, String name) {
    Settings settings = tools.settings();
    List<PostgresProjection<?>> tables =
        ReplayTools.selected(ProjectionCatalogue.intoPostgres(settings), name);
    List<RedisProjection<?>> keys = ReplayTools.selected(ProjectionCatalogue.intoRedis(), name);
    if (tables.isEmpty() && keys.isEmpty()) {
      throw tools.noProjection(
          name,
          Stream.concat(
                  ProjectionCatalogue.intoPostgres(settings).stream(),
                  ProjectionCatalogue.intoRedis().stream())
              .map(Projection::name)
              .toList());
    }
    // Reads the settings before it opens a connection.
    RedisClient client = keys.isEmpty() ? null : RedisConnections.open(settings.redis());
    redis = client;
    if (!tables.isEmpty()) {
      HikariDataSource pool = tools.connections();
      database = pool;
      tables.forEach(each -> all.add(inTables(pool, each)));
    }
    if (client != null) {
      keys.forEach(each -> all.add(inRedis(client, each)));
    }
  }

  private static <E> ParkedWork<E> inTables(
      HikariDataSource database, PostgresProjection<E> projection) {
    return new ParkedWork<>(projection, new PostgresParked<>(database, projection));
  }

  private static <E> ParkedWork<E> inRedis(RedisClient redis, RedisProjection<E> projection) {
    return new ParkedWork<>(projection, new RedisParked<>(redis, projection, Clock.systemUTC()));
  }

  List<ParkedWork<?>> all() {
    return all;
  }

  /** Returns the parked events by reason, projection by projection. */
  List<ParkedGroup> groups() {
    List<ParkedGroup> groups = new ArrayList<>();
    all.forEach(work -> groups.addAll(work.store().groups()));
    return groups;
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
    if (redis != null) {
      redis.close();
    }
  }
}
