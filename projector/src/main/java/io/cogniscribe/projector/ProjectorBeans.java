package io.cogniscribe.projector;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.DatabaseSetup;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.postgres.PostgresStore;
import io.cogniscribe.projections.redis.KeyRows;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.projections.redis.RedisStore;
import io.cogniscribe.replay.verify.Verification;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.topic.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.RedisClient;

/** Wires the service. No bean connects to a server before the service starts. */
@Configuration(proxyBeanMethods = false)
class ProjectorBeans {

  @Bean
  HikariDataSource dataSource(Settings settings) {
    return DatabasePool.open(settings.database());
  }

  @Bean
  RedisClient redis(Settings settings) {
    return RedisConnections.open(settings.redis());
  }

  @Bean
  KafkaSource kafka(Settings settings) {
    return new KafkaSource(
        settings.kafkaBootstrapServers(),
        KafkaSource.DEFAULT_POLL_RECORDS,
        settings.kafkaClientSettings());
  }

  @Bean
  Preparation preparation(Settings settings, KafkaSource kafka, HikariDataSource dataSource) {
    TopicSetup topics = new TopicSetup(settings.replicationFactor(), settings.minInsyncReplicas());
    return new Preparation(
        kafka,
        topics,
        DatabaseSetup.of(settings, dataSource),
        settings.startPatience(),
        (line, exitCode) -> ServiceStart.refuse(Projector.class, line, exitCode));
  }

  @Bean
  Projections projections(
      Settings settings,
      Preparation preparation,
      HikariDataSource dataSource,
      RedisClient redis,
      KafkaSource kafka,
      MeterRegistry meters) {
    Duration patience = settings.readinessPatience();
    List<ProjectionLoop<?>> intoPostgres =
        ProjectionCatalogue.intoPostgres(settings).stream()
            .<ProjectionLoop<?>>map(
                projection -> loop(projection, dataSource, kafka, meters, patience))
            .toList();
    List<ProjectionLoop<?>> intoRedis =
        ProjectionCatalogue.intoRedis().stream()
            .<ProjectionLoop<?>>map(projection -> loop(projection, redis, kafka, meters, patience))
            .toList();
    return new Projections(preparation, intoPostgres, intoRedis);
  }

  private static <E> ProjectionLoop<E> loop(
      PostgresProjection<E> projection,
      HikariDataSource dataSource,
      KafkaSource kafka,
      MeterRegistry meters,
      Duration patience) {
    return new ProjectionLoop<>(
        projection,
        new PostgresStore<>(dataSource, projection, new SkipLog(kafka)),
        kafka,
        meters,
        patience);
  }

  private static <E> ProjectionLoop<E> loop(
      RedisProjection<E> projection,
      RedisClient redis,
      KafkaSource kafka,
      MeterRegistry meters,
      Duration patience) {
    return new ProjectionLoop<>(
        projection,
        new RedisStore<>(redis, projection, Clock.systemUTC(), new SkipLog(kafka)),
        kafka,
        meters,
        patience);
  }

  @Bean
  ContinuousVerification continuousVerification(
      Settings settings,
      Projections projections,
      RedisClient redis,
      KafkaSource kafka,
      MeterRegistry meters) {
    var tables =
        new ContinuousVerification.Tables(
            ProjectionCatalogue.verifiable(settings),
            () -> DatabasePool.open(settings.database(), DatabasePool.ACTIVE_SCHEMA, 1),
            projections::tablesAreBehind);
    var keys =
        new ContinuousVerification.Keys(
            ProjectionCatalogue.keyRows(),
            redis,
            () -> projections.keysAreBehind() || projections.tablesAreBehind());
    ProjectorSettings own = ProjectorSettings.of(settings);
    List<String> names =
        Stream.<Projection<?>>concat(
                tables.projections().stream(), keys.rows().stream().map(KeyRows::keys))
            .<String>map(Projection::name)
            .toList();
    return new ContinuousVerification(
        tables,
        keys,
        new LogReader(kafka),
        Verification.scratch(settings),
        own.verifiedPerSecond(),
        own.verifyPause(),
        new DriftMeter(meters, names));
  }

  @Bean
  ProjectionsHealth projectionsHealthIndicator(Projections projections) {
    return new ProjectionsHealth(projections);
  }
}
