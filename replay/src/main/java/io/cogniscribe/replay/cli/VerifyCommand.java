package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.verify.Verdict;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description =
        "Compares rows and keys with the log while the projections run. Folds jobs, "
            + "accounts, API keys, audit events and months of users one by one, up to the "
            + "position of their rows, and lists each row that differs, with the offsets of its "
            + "events. Folds Redis as a whole into the database 3 after the one in REDIS_URL, "
            + "compares key by key, and empties that database; a previous generation stays. "
            + "This takes memory for one more copy of the keys. Also lists the aggregates with "
            + "parked events, the skipped records, and the number of records not applied yet.",
    exitCodeList = {
      "0:all compared rows and keys equal the log",
      "1:it failed, or some differ and were not repaired",
      "4:some differed; they now equal the log"
    },
    footer = {
      "  ./cogniscribe replay verify",
      "  ./cogniscribe replay verify --sample 5%%",
      "  ./cogniscribe replay verify --projection jobs --all --repair"
    })
final class VerifyCommand extends ReportingCommand {

  private static final String DEFAULT_SAMPLE = "1%";
  private static final double PERCENT = 100;

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      defaultValue = ReplayTools.ALL,
      description = ReadModels.NAMES + ", or all (the default).")
  private String projection = ReplayTools.ALL;

  @ArgGroup private @Nullable Part part;

  @Option(
      names = "--repair",
      description =
          "Replaces rows that differ with those of the log, one aggregate at a time. When "
              + "keys differ, rebuilds Redis and swaps, like 'replay rebuild --projection "
              + "progress --swap=auto', unless the rebuild is empty or would park events that "
              + "are applied now.")
  private boolean repair;

  /** The part of the rows to compare. */
  static final class Part {

    @Option(
        names = "--sample",
        paramLabel = "N%",
        description =
            "Compares this part of the tables, another one each time (1%% by default). "
                + "Redis is always compared as a whole.")
    private String sample = DEFAULT_SAMPLE;

    @Option(names = "--all", description = "Compares all rows.")
    private boolean all;
  }

  @Override
  ExitCode execute() throws SQLException {
    List<Verdict> verdicts = new Comparisons(tools(), meter(), share(), repair).of(projection);
    if (verdicts.isEmpty()) {
      throw tools().noProjection(projection, ReadModels.NAMES);
    }
    print(verdicts, verdicts.stream().map(VerifyText::of).collect(Collectors.joining("\n")));
    return exitCode(verdicts);
  }

  private static ExitCode exitCode(List<Verdict> verdicts) {
    List<Verdict> differing = verdicts.stream().filter(verdict -> !verdict.isClean()).toList();
    if (differing.isEmpty()) {
      return ExitCode.OK;
    }
    return differing.stream().allMatch(Verdict::isRepaired) ? ExitCode.REPLACED : ExitCode.FAILED;
  }

  private double share() {
    Part chosen = part == null ? new Part() : part;
    if (chosen.all) {
      return 1;
    }
    try {
      double percent = Double.parseDouble(chosen.sample.replaceFirst("%$", ""));
      if (percent > 0 && percent <= PERCENT) {
        return percent / PERCENT;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number out of range.
    }
    throw usageError(
        "--sample is '%s'. Write a part above 0%% and up to 100%%, such as 5%%, or --all."
            .formatted(chosen.sample));
  }
}
