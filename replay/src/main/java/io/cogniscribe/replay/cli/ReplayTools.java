package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.backup.TablesBackup;
import io.cogniscribe.replay.explain.Explainer;
import io.cogniscribe.replay.rebuild.AsOf;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.PostgresReadModel;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.replay.rebuild.RedisReadModel;
import io.cogniscribe.replay.rebuild.Workers;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Creates the tools of a command from the settings. */
record ReplayTools(Settings settings, CommandLine command) {

  /** The name that selects every projection. */
  static final String ALL = "all";

  /** The default number of partitions that are handled at a time. */
  static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** One for the lease and the swap, one for the snapshot, and two for queries. */
  private static final int CONNECTIONS = 4;

  AsOf asOf(HikariDataSource database, Meter meter) {
    return new AsOf(owner(), database, kafka(), PROCESSORS, meter);
  }

  /**
   * Returns connections of the tables' owner, who may create and swap tables. Statements have no
   * time limit, since a comparison of millions of rows takes long.
   */
  HikariDataSource connections() {
    return DatabasePool.open(owner(), DatabasePool.ACTIVE_SCHEMA, CONNECTIONS);
  }

  /** Returns connections of the tables' owner without a pool, for a few queries. */
  DataSource unpooled() {
    return DatabasePool.unpooled(owner());
  }

  TablesBackup tablesBackup() {
    return new TablesBackup(owner(), settings::value);
  }

  private Database owner() {
    return settings.databaseOwner().orElseGet(settings::database);
  }

  Explainer explainer(Meter meter) {
    return new Explainer(new LogReader(kafka()), new Workers(PROCESSORS), meter);
  }

  KafkaSource kafka() {
    return new KafkaSource(
        settings.kafkaBootstrapServers(),
        KafkaSource.DEFAULT_POLL_RECORDS,
        settings.kafkaClientSettings());
  }

  /**
   * Returns the read models of a name.
   *
   * @param parallel the number of partitions that are folded at a time
   * @throws ParameterException when there is none
   */
  ReadModels named(String name, int parallel, Meter meter) {
    HikariDataSource database = connections();
    try {
      return new ReadModels(database, named(name, database, parallel, meter));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private List<ReadModel> named(String name, HikariDataSource database, int parallel, Meter meter) {
    List<ReadModel> named = new ArrayList<>();
    for (PostgresProjection<?> each : selected(ProjectionCatalogue.intoPostgres(settings), name)) {
      named.add(new PostgresReadModel(each, owner(), database, kafka(), parallel, meter));
    }
    if (isRedis(name)) {
      named.add(keys(database, parallel, meter));
    }
    if (named.isEmpty()) {
      throw noProjection(name, ReadModels.NAMES);
    }
    return named;
  }

  /** Returns the projections that a name selects. */
  static <P extends Projection<?>> List<P> selected(List<P> projections, String name) {
    return projections.stream()
        .filter(each -> name.equals(ALL) || each.name().equals(name))
        .toList();
  }

  /** Returns the error that no projection has this name. */
  ParameterException noProjection(String name, Object names) {
    return new ParameterException(
        command, "there is no projection '%s'. Name one of %s, or all.".formatted(name, names));
  }

  /** Returns the projections of a name whose rows can be compared with the log one by one. */
  List<VerifiableProjection<?>> verifiable(String name) {
    return selected(ProjectionCatalogue.verifiable(settings), name);
  }

  /** Returns whether a name selects Redis, which is compared and rebuilt as a whole. */
  static boolean isRedis(String name) {
    return !selected(ProjectionCatalogue.intoRedis(), name).isEmpty();
  }

  RedisReadModel keys(DataSource database, int parallel, Meter meter) {
    return new RedisReadModel(
        database,
        settings.redisForReplay(),
        ProjectionCatalogue.intoRedis(),
        kafka(),
        parallel,
        meter);
  }

  /**
   * Returns the projections into tables of several names, each once; all of them without a name.
   *
   * @throws ParameterException when a name has none
   */
  List<PostgresProjection<?>> intoPostgres(List<String> names) {
    List<PostgresProjection<?>> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names.isEmpty() ? List.of(ALL) : names) {
      List<VerifiableProjection<?>> named = verifiable(name);
      if (named.isEmpty()) {
        throw new ParameterException(
            command,
            "there is no projection '%s' into tables. Name one of %s, or all."
                .formatted(
                    name, verifiable(ALL).stream().<String>map(PostgresProjection::name).toList()));
      }
      named.stream().filter(each -> seen.add(each.name())).forEach(all::add);
    }
    return all;
  }
}
