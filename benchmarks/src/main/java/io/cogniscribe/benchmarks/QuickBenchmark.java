package io.cogniscribe.benchmarks;

import io.cogniscribe.testservers.process.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures throughput and latency in a few minutes, on a fresh stack with ports of its own. The
 * load generator runs on the same processors.
 *
 * @param warmUp load before measurements start, in which the JVMs compile hot code
 * @param each length of a measurement
 * @param say receives lines about the progress
 */
record QuickBenchmark(Duration warmUp, Duration each, int backlogJobs, Consumer<String> say) {

  private static final int BATCH = 500;
  private static final int VISIBILITY_RATE = 500;

  List<Figure> run() throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.create("cogniscribe-bench")) {
      say.accept("projector: draining a backlog of %,d events".formatted(backlogJobs * 3));
      new BacklogDrain(new Backlog(backlogJobs))
          .measure(folder.path().resolve("drain"))
          .forEach(figure -> add(figures, figure));
      figures.addAll(measureStack(folder.path().resolve("stack")));
    }
    return figures;
  }

  private List<Figure> measureStack(Path folder) throws Exception {
    say.accept("starting a stack in " + folder);
    try (FreshStack stack = FreshStack.start(folder, Map.of());
        Api api = stack.api()) {
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.atMost("up: servers, services and gateway ready", stack.startSeconds(), "s", 25));
      figures.addAll(measure(api));
      return figures;
    }
  }

  private List<Figure> measure(Api api) throws Exception {
    List<Figure> figures = new ArrayList<>();
    say.accept("warming up for %d s".formatted(warmUp.toSeconds()));
    Load.run(50, warmUp, api::submit);
    Load calm = Load.run(50, each, api::submit);
    add(figures, Figure.atMost("POST /api/jobs, 50 in flight: p50", calm.millis(50), "ms", 30));
    add(figures, Figure.plain("POST /api/jobs, 50 in flight: p99", calm.millis(99), "ms"));
    add(figures, Figure.plain("POST /api/jobs, 50 in flight", calm.perSecond(), "requests/s"));
    Load.run(500, warmUp.dividedBy(4), api::submit);
    Load busy = Load.run(500, each, api::submit);
    add(
        figures,
        Figure.atLeast("POST /api/jobs, 500 in flight", busy.perSecond(), "requests/s", 3_000));
    add(figures, Figure.plain("POST /api/jobs, 500 in flight: p50", busy.millis(50), "ms"));
    Load.run(4, warmUp.dividedBy(4), () -> api.submitBatch(BATCH));
    Load batches = Load.run(4, each, () -> api.submitBatch(BATCH));
    add(
        figures,
        Figure.atLeast(
            "POST /api/commands, 4 batches of 500 in flight",
            batches.perSecond() * BATCH,
            "commands/s",
            6_000));
    api.awaitQuiet();
    Visibility.measure(api, VISIBILITY_RATE, warmUp.dividedBy(4));
    Visibility visible = Visibility.measure(api, VISIBILITY_RATE, each.multipliedBy(2));
    String name = "acknowledged -> visible at %d commands/s: ".formatted(VISIBILITY_RATE);
    add(
        figures,
        Figure.atLeast(name + "rate", visible.perSecond(), "requests/s", VISIBILITY_RATE * 0.95));
    add(figures, Figure.atMost(name + "p50", Load.millis(visible.delays(), 50), "ms", 50));
    add(figures, Figure.atMost(name + "p99", Load.millis(visible.delays(), 99), "ms", 250));
    return figures;
  }

  private void add(List<Figure> figures, Figure figure) {
    figures.add(figure);
    say.accept(figure.row());
  }
}
