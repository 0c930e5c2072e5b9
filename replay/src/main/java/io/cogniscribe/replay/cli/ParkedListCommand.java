package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.settings.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description =
        "Lists the parked events by reason: the number of aggregates, the first and last "
            + "time, and the number of later events that wait. Changes nothing.",
    footer = {
      "  ./cogniscribe replay parked list",
      "  ./cogniscribe replay parked list --projection jobs --json"
    })
final class ParkedListCommand extends ReportingCommand {

  @Mixin private ParkedOption projection = new ParkedOption();

  @Override
  ExitCode execute() {
    try (ParkedStores stores = new ParkedStores(tools(), projection.name())) {
      List<ParkedGroup> groups = stores.groups();
      print(groups, ParkedText.of(groups));
      return ExitCode.OK;
    }
  }
}
