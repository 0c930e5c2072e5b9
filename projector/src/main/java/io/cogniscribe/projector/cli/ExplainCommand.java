package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.explain.Explanation;
import io.cogniscribe.settings.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why is this number 42? */
@Command(
    name = "explain",
    description = {
      "Shows which events made a row or a counter, and what each of them changed.",
      "",
      "Reads the log: the one partition of a job, all of them for a user, whose names others may",
      "take, and for sums. Changes nothing. The last lines compare with live, at its position.",
      "Exit code 1: live is not what the log says, or the log knows nothing of it.",
      ""
    })
final class ExplainCommand implements Callable<Integer> {

  private static final int LISTED = 200;

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Parameters(
      paramLabel = "SUBJECT",
      description = "jobs/ID, users/ID, usage/USER/YYYY-MM (UTC) or counter/STATUS.")
  private String subject = "";

  @Option(
      names = "--all",
      description = {
        "Lists every event of a sum; else the newest 200, and how many others there are.",
        "Takes memory for each."
      })
  private boolean all;

  ExplainCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Target target = report.parsed(subject, Target::parse);
    Explanation explanation =
        new Explanations(tools, report.meter())
            .of(subject, target, all ? Integer.MAX_VALUE : LISTED);
    report.print(explanation, ExplanationText.of(explanation));
    boolean isWrong = Boolean.FALSE.equals(explanation.live().equal());
    boolean isUnknown = explanation.events() == 0 && !(target instanceof Target.Counter);
    return (isWrong || isUnknown ? ExitCode.FAILED : ExitCode.OK).number();
  }
}
