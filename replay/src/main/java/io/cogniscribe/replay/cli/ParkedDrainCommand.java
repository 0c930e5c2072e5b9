package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.settings.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "drain",
    description =
        "Applies parked events with the current code, in order, until no more can be "
            + "applied, while the projections run. Removes a parked event only after it is "
            + "applied.",
    exitCodeList = {"0:no events are parked any more", "1:some events are still parked"},
    footer = {
      "  ./cogniscribe replay parked drain",
      "  ./cogniscribe replay parked drain --projection jobs"
    })
final class ParkedDrainCommand extends ReportingCommand {

  private static final String REMEDY =
      """
      The current code cannot apply these: fix it and drain again. Or look at one with
      'replay parked show RECORD' and skip it with 'replay parked skip RECORD --reason TEXT'.
      """;

  @Mixin private ParkedOption projection = new ParkedOption();

  /** The result, as JSON has it. */
  record Outcome(long applied, List<ParkedGroup> left) {}

  @Override
  ExitCode execute() {
    try (ParkedStores stores = new ParkedStores(tools(), projection.name());
        RecordReader log = new RecordReader(tools().kafka())) {
      long applied = 0;
      for (ParkedWork<?> work : stores.all()) {
        applied += drain(work, log);
      }
      List<ParkedGroup> left = stores.groups();
      String words = "%,d events were applied.\n".formatted(applied);
      print(
          new Outcome(applied, left),
          words + ParkedText.of(left) + (left.isEmpty() ? "" : "\n" + REMEDY));
      return left.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /**
   * Retries until a round applies nothing; each round includes events that were parked meanwhile.
   */
  private long drain(ParkedWork<?> work, RecordReader log) {
    long applied = 0;
    Retry.Result round;
    do {
      round = ParkedRetryCommand.run(work, log, Selection.ALL, meter());
      applied += round.applied();
    } while (round.applied() > 0);
    return applied;
  }
}
