package io.cogniscribe.projector.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.ProjectionCatalogue;
import io.cogniscribe.projector.engine.KafkaSource;
import io.cogniscribe.projector.postgres.DatabasePool;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.projector.replay.Generation;
import io.cogniscribe.projector.replay.Meter;
import io.cogniscribe.projector.replay.Rebuild;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.Settings;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the commands of {@code replay} work with, made from the settings. */
record ReplayTools(Settings settings) {

  /** Stands for every projection. */
  static final String ALL = "all";

  /** The lease, the snapshot, the swap, and one to ask for positions. */
  private static final int CONNECTIONS = 4;

  Rebuild rebuild(HikariDataSource database, int parallel, Meter meter) {
    return new Rebuild(settings.database(), database, kafka(), parallel, meter);
  }

  /**
   * Connections of the tables' owner, who may make and swap them. Without a time limit for
   * statements: millions of rows take a while to compare.
   */
  HikariDataSource connections() {
    return DatabasePool.open(owner(), Generation.LIVE_SCHEMA, CONNECTIONS);
  }

  private Database owner() {
    return settings.databaseOwner().orElseGet(settings::database);
  }

  KafkaSource kafka() {
    return new KafkaSource(
        settings.kafkaBootstrapServers(),
        KafkaSource.DEFAULT_POLL_RECORDS,
        settings.kafkaClientSettings());
  }

  /**
   * The projections of that name.
   *
   * @throws ParameterException when there is none
   */
  List<PostgresProjection<?>> named(String name, CommandLine caller) {
    List<PostgresProjection<?>> all = ProjectionCatalogue.intoPostgres(settings);
    List<PostgresProjection<?>> named =
        all.stream().filter(each -> name.equals(ALL) || each.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new ParameterException(
          caller,
          "there is no projection '%s': name one of %s, or all"
              .formatted(name, all.stream().map(PostgresProjection::name).toList()));
    }
    return named;
  }
}
