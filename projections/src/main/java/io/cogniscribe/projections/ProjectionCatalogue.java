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

/** The projections that there are, for the service and for the command line alike. */
public final class ProjectionCatalogue {

  private static final int MAX_CENTS_PER_MINUTE = 1_000_000;

  private ProjectionCatalogue() {}

  /** Those into PostgreSQL. */
  public static List<PostgresProjection<?>> intoPostgres(Settings settings) {
    return List.copyOf(verifiable(settings));
  }

  /** The same, as what can be compared with the log: every one of them. */
  public static List<VerifiableProjection<?>> verifiable(Settings settings) {
    return List.of(
        new JobProjection(),
        new UserProjection(),
        new SessionProjection(),
        new ApiKeyProjection(),
        new AuditProjection(),
        new UsageProjection(tariff(settings)));
  }

  /** What a minute of audio costs. */
  public static Tariff tariff(Settings settings) {
    return new Tariff(settings.integer("COST_CENTS_PER_AUDIO_MINUTE", 0, 0, MAX_CENTS_PER_MINUTE));
  }

  /** The rows of PostgreSQL that determine keys of Redis. */
  public static List<KeyRows<?>> keyRows() {
    return List.of(new TaskRows(), new SessionRows());
  }

  /** Those into Redis, which live in one database and are swapped together. */
  public static List<RedisProjection<?>> intoRedis() {
    return List.of(new ProgressProjection(), new SessionKeyProjection());
  }
}
