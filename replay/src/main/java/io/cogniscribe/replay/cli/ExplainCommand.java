package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.explain.Explanation;
import io.cogniscribe.settings.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = {
      "Shows the events that made a row or a counter, and the changes by each event.",
      "",
      "Reads the log: one partition for a job, all partitions for sums and for a user, "
          + "whose names others may take. Changes nothing. The last lines compare the result "
          + "with the active generation, at its position.",
      ""
    },
    exitCodeList = {
      "0:the active generation equals the log",
      "1:it differs, or the log has no event of it"
    },
    footer = {
      "  ./cogniscribe replay explain jobs/0199f2a4-5b1c-7d3e-8f60-0123456789ab",
      "  ./cogniscribe replay explain counter/completed",
      "  ./cogniscribe replay explain \\",
      "    usage/0199f2a4-5b1c-7d3e-8f60-0123456789ab/2026-10"
    })
final class ExplainCommand extends ReportingCommand {

  private static final int LISTED = 200;

  @Parameters(
      paramLabel = "SUBJECT",
      description = "jobs/ID, users/ID, usage/USER/YYYY-MM (UTC) or counter/STATUS.")
  private String subject = "";

  @Option(
      names = "--all",
      description =
          "Lists every event of a sum; otherwise only the newest 200. Takes memory for " + "each.")
  private boolean all;

  @Override
  ExitCode execute() {
    Target target = parsed(subject, Target::parse);
    Explanation explanation =
        new Explanations(tools(), tools().explainer(meter()))
            .of(subject, target, all ? Integer.MAX_VALUE : LISTED);
    print(explanation, ExplanationText.of(explanation));
    boolean isWrong = Boolean.FALSE.equals(explanation.active().equal());
    boolean isUnknown = explanation.events() == 0 && !(target instanceof Target.Counter);
    return isWrong || isUnknown ? ExitCode.FAILED : ExitCode.OK;
  }
}
