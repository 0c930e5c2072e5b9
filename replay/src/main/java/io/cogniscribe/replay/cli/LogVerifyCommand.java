package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.archive.Verification;
import io.cogniscribe.settings.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description =
        "Checks every file of an archive: checksums, gaps in offsets, events that the "
            + "current code cannot read, and gaps in versions. Also reports the cluster's lead "
            + "over the archive, when the cluster answers. Changes nothing.",
    exitCodeList = {
      "0:the archive is complete and valid",
      "1:the archive has problems, which are listed"
    },
    footer = {"  ./cogniscribe replay log verify /backups/log"})
final class LogVerifyCommand extends ReportingCommand {

  @Parameters(paramLabel = "DIR", description = "The folder of the archive.")
  private Path folder = Path.of("");

  @Override
  ExitCode execute() {
    Verification.Result result =
        new Verification(tools().kafka(), folder, ReplayTools.PROCESSORS, meter()).run();
    List<String> lines = new ArrayList<>(result.problems());
    if (result.problemCount() > result.problems().size()) {
      lines.add("and %,d more".formatted(result.problemCount() - result.problems().size()));
    }
    lines.addAll(result.notes());
    lines.add(
        "%,d records, %,d bytes: %s"
            .formatted(
                result.records(),
                result.bytes(),
                result.isWhole() ? "whole" : result.problemCount() + " problems"));
    print(result, String.join("\n", lines));
    return result.isWhole() ? ExitCode.OK : ExitCode.FAILED;
  }
}
