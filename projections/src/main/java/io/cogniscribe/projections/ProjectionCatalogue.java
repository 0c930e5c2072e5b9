package io.cogniscribe.projections;

import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.apikey.ApiKeyProjection;
import io.cogniscribe.projections.audit.AuditProjection;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.projections.progress.ProgressProjection;
import io.cogniscribe.projections.progress.TaskRows;
import io.cogniscribe.projections.redis.KeyRows;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.projections.session.SessionKeyProjection;
import io.cogniscribe.projections.session.SessionProjection;
import io.cogniscribe.projections.session.SessionRows;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.settings.Settings;
import java.util.List;

/** All projections, for the service and for the command line. */
public final class ProjectionCatalogue {

  private static final int MAX_CENTS_PER_MINUTE = 1_000_000;

  private ProjectionCatalogue() {}

  /** Returns the projections into PostgreSQL. */
  public static List<PostgresProjection<?>> intoPostgres(Settings settings) {
    return List.copyOf(verifiable(settings));
  }

  /** Returns the projections into PostgreSQL, all of which can be compared with the log. */
  public static List<VerifiableProjection<?>> verifiable(Settings settings) {
    return List.of(
        new JobProjection(),
        new UserProjection(),
        new SessionProjection(),
        new ApiKeyProjection(),
        new AuditProjection(),
        new UsageProjection(tariff(settings)));
  }

  /** Returns the price of a minute of audio. */
  public static Tariff tariff(Settings settings) {
    return new Tariff(settings.integer("COST_CENTS_PER_AUDIO_MINUTE", 0, 0, MAX_CENTS_PER_MINUTE));
  }

  /** Returns the PostgreSQL rows that determine Redis keys. */
  public static List<KeyRows<?>> keyRows() {
    return List.of(new TaskRows(), new SessionRows());
  }

  /** Returns the projections into Redis. They share one database and are swapped together. */
  public static List<RedisProjection<?>> intoRedis() {
    return List.of(new ProgressProjection(), new SessionKeyProjection());
  }
}
