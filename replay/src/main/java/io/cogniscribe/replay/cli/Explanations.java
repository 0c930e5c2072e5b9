package io.cogniscribe.replay.cli;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.account.UserRow;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.job.JobRow;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.Usage;
import io.cogniscribe.projections.usage.UsageKey;
import io.cogniscribe.replay.explain.ActiveState;
import io.cogniscribe.replay.explain.CommandTypes;
import io.cogniscribe.replay.explain.CounterFold;
import io.cogniscribe.replay.explain.Explainer;
import io.cogniscribe.replay.explain.Explanation;
import io.cogniscribe.replay.explain.JobRowFold;
import io.cogniscribe.replay.explain.StoredCounter;
import io.cogniscribe.replay.explain.StoredRow;
import io.cogniscribe.replay.explain.UsageRowFold;
import io.cogniscribe.replay.explain.UserRowFold;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;

/** Explains a target: reads its stored state first, then the log. */
record Explanations(ReplayTools tools, Explainer explainer) {

  /**
   * Explains a target.
   *
   * @param limit the number of steps to list for a sum
   */
  Explanation of(String name, Target target, int limit) {
    return switch (target) {
      case Target.Job(UUID id) -> job(name, id);
      case Target.User(UUID id) -> user(name, id);
      case Target.Month month -> {
        UsageKey key = new UsageKey(month.userId(), month.month());
        ActiveState active = stored("usage", Usage.TABLE).read(key.id(), null);
        Tariff tariff = ProjectionCatalogue.tariff(tools.settings());
        yield explainer.explain(name, UsageRowFold.subject(key, tariff), active, limit);
      }
      case Target.Counter(JobStatus status) ->
          explainer.explain(name, CounterFold.subject(status), active(status), limit);
    };
  }

  private Explanation job(String name, UUID id) {
    ActiveState active = stored("jobs", JobRow.TABLE).read(id, id);
    Explanation found = explainer.explain(name, JobRowFold.subject(id), active, Integer.MAX_VALUE);
    return found.with(
        new CommandTypes<>(log(), Topics.JOB_COMMANDS, Codecs.jobCommands()).addTo(found.steps()));
  }

  private Explanation user(String name, UUID id) {
    ActiveState active = stored("users", UserRow.TABLE).read(id, id);
    List<RecordedEvent<AccountEvent>> own =
        explainer.find(UserRowFold.subject(id, Set.of()).events());
    Set<UUID> rivals =
        own.isEmpty()
            ? Set.of()
            : explainer.find(UserRowFold.takers(own)).stream()
                .map(RecordedEvent::streamId)
                .collect(Collectors.toSet());
    Explanation found =
        explainer.explain(name, UserRowFold.subject(id, rivals), active, Integer.MAX_VALUE);
    return found.with(
        new CommandTypes<>(log(), Topics.ACCOUNT_COMMANDS, Codecs.accountCommands())
            .addTo(found.steps()));
  }

  private LogReader log() {
    return new LogReader(tools.kafka());
  }

  private StoredRow stored(String projection, Table<?> table) {
    return new StoredRow(tools.unpooled(), projection, table);
  }

  private ActiveState active(JobStatus status) {
    Optional<RedisClient> client = tools.settings().redisIfSet().map(RedisConnections::open);
    if (client.isEmpty()) {
      return new ActiveState.Unknown("REDIS_URL is not set");
    }
    try (RedisClient redis = client.get()) {
      return new StoredCounter(redis).read(status);
    }
  }
}
