package io.cogniscribe.benchmarks;

import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.Migrations;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.PostgresReadModel;
import io.cogniscribe.replay.rebuild.Rebuild;
import io.cogniscribe.replay.verify.Pace;
import io.cogniscribe.replay.verify.Verdict;
import io.cogniscribe.replay.verify.Verification;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.topic.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Measures rebuild, proof and swap of tables, from a small and a large log, on separate servers.
 */
record ReplayBenchmark(int jobs, Consumer<String> progress) {

  private static final int SMALLER = 10;
  private static final int SINGLE_COMMANDS = 4_000;
  private static final double MEBIBYTE = 1024.0 * 1024;

  /**
   * Seconds of a rebuild from the first record to the swap, without its proof; and seconds of the
   * proof.
   */
  private record Time(double rebuild, double proof) {}

  /**
   * The cost of a log.
   *
   * @param explain seconds to explain a job
   * @param heap largest live heap of a rebuild, in bytes
   */
  private record Spent(Time time, double explain, long heap) {

    double perEvent(long events) {
      return time.rebuild() / events;
    }
  }

  /** A step with the servers. */
  private interface Step {
    void on(String bootstrapServers) throws Exception;
  }

  List<Figure> run(Path folder) throws Exception {
    ReplayLog small = new ReplayLog(jobs / SMALLER);
    ReplayLog large = new ReplayLog(jobs);
    progress.accept("a log of %,d events".formatted(small.events()));
    Spent ofSmall = measure(folder.resolve("small"), small::write, _ -> {});
    progress.accept("a log of %,d events".formatted(large.events()));
    List<Figure> wayBack = new ArrayList<>();
    LostCluster lost = new LostCluster(folder.resolve("lost"), large.decided(), progress);
    Spent ofLarge =
        measure(
            folder.resolve("large"),
            large::write,
            servers -> wayBack.addAll(lost.figures(servers)));
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.atLeast(
            "rebuild of %,d events, end to end without the proof".formatted(large.events()),
            large.events() / ofLarge.time().rebuild(),
            "events/s",
            50_000));
    figures.add(
        Figure.atMost(
            "time of the proof relative to the rebuild",
            100 * ofLarge.time().proof() / ofLarge.time().rebuild(),
            "%",
            40));
    figures.add(
        Figure.atMost(
            "time per event, relative to %,d events".formatted(small.events()),
            ofLarge.perEvent(large.events()) / ofSmall.perEvent(small.events()),
            "times",
            1.3));
    figures.add(
        Figure.atMost(
            "explain of one job in %,d events, start included".formatted(large.events()),
            ofLarge.explain(),
            "s",
            2));
    figures.add(heap(small, ofSmall));
    figures.add(heap(large, ofLarge));
    figures.addAll(wayBack);
    figures.add(new SlowLog(folder.resolve("slow"), SINGLE_COMMANDS, progress).run());
    return figures;
  }

  private static Figure heap(ReplayLog log, Spent spent) {
    return Figure.plain(
        "heap of a rebuild of %,d events, of %,.0f MiB"
            .formatted(log.events(), Runtime.getRuntime().maxMemory() / MEBIBYTE),
        spent.heap() / MEBIBYTE,
        "MiB");
  }

  /** Measures a rebuild with real transcripts, in bytes per second. */
  Figure withTranscripts(Path folder, Backlog backlog) throws Exception {
    AtomicLong bytes = new AtomicLong();
    progress.accept("a log of %,d jobs with real transcripts".formatted(backlog.jobs()));
    Spent spent = measure(folder, servers -> bytes.set(backlog.write(servers)), _ -> {});
    return Figure.plain(
        "rebuild of %,d jobs with transcripts of %,.0f KB"
            .formatted(backlog.jobs(), bytes.get() / 1e3 / backlog.jobs()),
        bytes.get() / 1e6 / spent.time().rebuild(),
        "MB/s");
  }

  private Spent measure(Path folder, Step write, Step afterwards) throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(ServersConfig.temporary(folder))) {
      KafkaSource kafka = new KafkaSource(servers.kafkaBootstrapServers());
      try (Admin admin = kafka.admin()) {
        new TopicSetup((short) 1, 1).ensure(admin);
      }
      write.on(servers.kafkaBootstrapServers());
      Settings settings = Settings.of(Map.of("DATABASE_URL", servers.databaseUrl()));
      Database database = settings.database();
      try (var active = DatabasePool.open(database)) {
        new Migrations(active).migrate();
        int parallel = Runtime.getRuntime().availableProcessors();
        List<PostgresReadModel> models =
            ProjectionCatalogue.intoPostgres(settings).stream()
                .map(projection ->
                    new PostgresReadModel(
                        projection, database, active, kafka, parallel, Meter.SILENT))
                .toList();
        // The first rebuild fills the tables and warms the code up; the second one has tables to
        // compare with.
        long heap;
        try (NeededHeap needed = NeededHeap.fromNow()) {
          spent(models, "first");
          heap = needed.most();
        }
        Time second = spent(models, "second");
        verify(
            new Verification(
                active,
                new LogReader(kafka),
                Verification.scratch(settings),
                Pace.UNLIMITED,
                _ -> {}),
            ProjectionCatalogue.verifiable(settings));
        double explain = new ExplainTiming(servers, active).seconds();
        afterwards.on(servers.kafkaBootstrapServers());
        return new Spent(second, explain, heap);
      }
    }
  }

  private Time spent(List<PostgresReadModel> models, String run) throws Exception {
    double all = 0;
    double proof = 0;
    for (PostgresReadModel model : models) {
      Instant begin = Instant.now();
      Rebuild.Result result = model.rebuild(false, _ -> true);
      double proved = seconds(result.proof());
      // Includes catching up and the swap.
      double rebuilt = seconds(Duration.between(begin, Instant.now())) - proved;
      if (!result.comparison().isEqual() && run.equals("second")) {
        throw new IllegalStateException(model.name() + " differs: " + result.comparison());
      }
      all += rebuilt;
      proof += proved;
      progress.accept(
          "%s, %s: %,d offsets in %.2f s, %,d rows proved in %.2f s"
              .formatted(
                  run, model.name(), result.events(), rebuilt, result.comparison().rows(), proved));
    }
    return new Time(all, proof);
  }

  private void verify(Verification verification, List<VerifiableProjection<?>> projections)
      throws Exception {
    for (VerifiableProjection<?> projection : projections) {
      Verdict verdict = verification.run(projection, 1, 0, false);
      if (!verdict.isClean()) {
        throw new IllegalStateException(projection.name() + " differs: " + verdict.shown());
      }
      progress.accept(
          "%s: %,d groups and %,d rows verified in %.2f s"
              .formatted(
                  projection.name(), verdict.groups(), verdict.rows(), seconds(verdict.took())));
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
