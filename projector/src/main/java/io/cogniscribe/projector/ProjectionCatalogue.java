package io.cogniscribe.projector;

import io.cogniscribe.projector.account.UserProjection;
import io.cogniscribe.projector.apikey.ApiKeyProjection;
import io.cogniscribe.projector.audit.AuditProjection;
import io.cogniscribe.projector.job.JobProjection;
import io.cogniscribe.projector.live.LiveProjection;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.projector.postgres.VerifiableProjection;
import io.cogniscribe.projector.redis.RedisProjection;
import io.cogniscribe.projector.redis.VerifiableKeys;
import io.cogniscribe.projector.session.LiveSessionProjection;
import io.cogniscribe.projector.session.SessionProjection;
import io.cogniscribe.projector.usage.Tariff;
import io.cogniscribe.projector.usage.UsageProjection;
import io.cogniscribe.projector.verify.Verification;
import io.cogniscribe.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/** The projections that there are, for the service and for the command line alike. */
public final class ProjectionCatalogue {

  private static final int MAX_CENTS_PER_MINUTE = 1_000_000;

  private ProjectionCatalogue() {}

  /** Those into PostgreSQL. */
  public static List<PostgresProjection<?>> intoPostgres(Settings settings) {
    return List.copyOf(verifiable(settings));
  }

  /** Where a verification sets down what it sorts. */
  public static Path scratch(Settings settings) {
    return settings.value("VERIFY_DIR").map(Path::of).orElseGet(Verification::defaultScratch);
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

  /** Those into Redis, which live in one database and are swapped together. */
  public static List<RedisProjection<?>> intoRedis() {
    return List.copyOf(verifiableKeys());
  }

  /** The same, as what can be compared with the log: every one of them. */
  public static List<VerifiableKeys<?>> verifiableKeys() {
    return List.of(new LiveProjection(), new LiveSessionProjection());
  }
}
