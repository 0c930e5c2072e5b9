package io.cogniscribe.benchmarks;

import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.PostgresReadModel;
import io.cogniscribe.replay.rebuild.Rebuild;
import io.cogniscribe.settings.Settings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Measures the delay from the acknowledgement of a job until a reader sees it, while tables are
 * rebuilt and swapped continuously on a running stack that has a log.
 *
 * @param jobs jobs in that log
 * @param each length of a measurement
 */
record LagBenchmark(int jobs, Duration each, Consumer<String> say) {

  private static final int RATE = 200;
  private static final double MOST_MILLIS = 2_000;

  List<Figure> run(Path folder) throws Exception {
    say.accept("starting a stack");
    try (FreshStack stack = FreshStack.start(folder, Map.of());
        Api api = stack.api()) {
      say.accept("a log of %,d jobs".formatted(jobs));
      new ReplayLog(jobs).write(stack.kafkaBootstrapServers());
      api.awaitQuiet();
      Load.run(50, each, api::submit);
      api.awaitQuiet();
      Visibility calm = Visibility.measure(api, RATE, each);
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger rebuilds = new AtomicInteger();
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        Future<Void> rebuilding =
            thread.submit(() -> {
              rebuild(stack, over, rebuilds);
              return null;
            });
        Visibility busy = Visibility.measure(api, RATE, each.multipliedBy(3));
        over.set(true);
        rebuilding.get();
        String name = "acknowledged -> visible at %d commands/s".formatted(RATE);
        return List.of(
            Figure.plain(name + ": p50", Load.millis(calm.delays(), 50), "ms"),
            Figure.plain(name + ", rebuilding: p50", Load.millis(busy.delays(), 50), "ms"),
            Figure.atLeast(
                name + ", rebuilding: rate", busy.perSecond(), "requests/s", RATE * 0.95),
            Figure.atMost(
                name + ", rebuilding: longest", Load.millis(busy.delays(), 100), "ms", MOST_MILLIS),
            Figure.atLeast(
                "projections that were rebuilt and swapped meanwhile", rebuilds.get(), "", 1));
      }
    }
  }

  private void rebuild(FreshStack stack, AtomicBoolean over, AtomicInteger rebuilds)
      throws SQLException {
    Settings settings = Settings.of(Map.of("DATABASE_URL", stack.databaseUrl()));
    try (var active = DatabasePool.open(settings.database())) {
      KafkaSource kafka = new KafkaSource(stack.kafkaBootstrapServers());
      while (!over.get()) {
        for (PostgresProjection<?> projection : ProjectionCatalogue.intoPostgres(settings)) {
          Rebuild.Result result =
              new PostgresReadModel(projection, settings.database(), active, kafka, 1, Meter.SILENT)
                  .rebuild(false, _ -> !over.get());
          if (result.swapped()) {
            rebuilds.incrementAndGet();
            say.accept(
                "%s: %,d offsets in %.1f s, proved in %.1f s, %,d rows differ"
                    .formatted(
                        projection.name(),
                        result.events(),
                        result.fold().toMillis() / 1e3,
                        result.proof().toMillis() / 1e3,
                        result.comparison().differences()));
          }
        }
      }
    }
  }
}
