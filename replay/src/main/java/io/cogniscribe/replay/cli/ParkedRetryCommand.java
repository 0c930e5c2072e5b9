package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.settings.ExitCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description =
        "Reads parked events again and applies them with the current code, in the order "
            + "of the log, while the projections run. An event that fails again stays parked "
            + "with its new reason; the others are applied. Removes a parked event only after "
            + "it is applied.",
    exitCodeList = "1:some events are still parked",
    footer = {
      "  ./cogniscribe replay parked retry 0199f2a4-5b1c-7d3e-8f60-0123456789ab",
      "  ./cogniscribe replay parked retry --reason 'no such month'",
      "  ./cogniscribe replay parked retry --all"
    })
final class ParkedRetryCommand extends ReportingCommand {

  @Mixin private ParkedOption projection = new ParkedOption();

  @Parameters(arity = "0..*", paramLabel = "STREAM", description = "The ids of aggregates.")
  private List<String> streams = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only events whose reason contains this text.")
  private @Nullable String reason;

  @Option(names = "--all", description = "All parked events.")
  private boolean all;

  /** The result, as JSON has it. */
  record Outcome(long applied, int aggregatesStillParked) {}

  @Override
  ExitCode execute() {
    Selection selection = selection();
    try (ParkedStores stores = new ParkedStores(tools(), projection.name());
        RecordReader log = new RecordReader(tools().kafka())) {
      long applied = 0;
      int failed = 0;
      for (ParkedWork<?> work : stores.all()) {
        Retry.Result result = run(work, log, selection, meter());
        applied += result.applied();
        failed += result.failed();
      }
      print(new Outcome(applied, failed), words(applied, failed));
      return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  static Retry.Result run(ParkedWork<?> work, RecordReader log, Selection selection, Meter meter) {
    long records = work.records();
    if (records == 0) {
      return new Retry.Result(0, 0);
    }
    try (Step step = meter.begin("retry " + work.projection().name(), records)) {
      return work.retry(log, step).run(selection);
    }
  }

  private Selection selection() {
    int given = (streams.isEmpty() ? 0 : 1) + (reason == null ? 0 : 1) + (all ? 1 : 0);
    if (given != 1) {
      throw usageError("nothing is selected. Name ids of aggregates, --reason TEXT, or --all.");
    }
    Set<String> keys = new HashSet<>(streams);
    return new Selection(keys, reason);
  }

  private static String words(long applied, int failed) {
    if (applied == 0 && failed == 0) {
      return "No such events are parked.";
    }
    return "%,d events were applied; %,d aggregates are still parked%s"
        .formatted(
            applied, failed, failed == 0 ? "." : ". See 'replay parked list' for the reasons.");
  }
}
