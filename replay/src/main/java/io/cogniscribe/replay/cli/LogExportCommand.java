package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.archive.Export;
import io.cogniscribe.replay.archive.Selection;
import io.cogniscribe.settings.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description =
        "Copies the log into a folder while the services run. Run again with the same "
            + "folder, it adds the new records. After an interruption, run it again: it "
            + "continues after the last complete file. With --from, --to or --topics it makes "
            + "an extract, which cannot be imported. Only reads the cluster.",
    footer = {
      "  ./cogniscribe replay log export /backups/log",
      "  ./cogniscribe replay log export /tmp/day --from 2026-11-22T00:00:00Z"
    })
final class LogExportCommand extends ReportingCommand {

  private static final double MEGABYTE = 1e6;

  @Parameters(paramLabel = "DIR", description = "The folder of the archive; created if missing.")
  private Path folder = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only records of this time or later, such as 2026-10-20T00:00:00Z.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only records before the first one of this time or later, in each partition.")
  private @Nullable String to;

  @Option(
      names = "--topics",
      paramLabel = "TOPIC",
      split = ",",
      description = "Only these topics, separated by commas; all by default.")
  private List<String> topics = List.of();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Partitions to copy at a time; the number of processors by default.")
  private int parallel = ReplayTools.PROCESSORS;

  @Override
  ExitCode execute() {
    Selection all = Selection.everything();
    if (!all.topics().containsAll(topics)) {
      throw usageError("--topics: unknown topic; name some of " + String.join(", ", all.topics()));
    }
    Selection selection =
        new Selection(
            all.topics().stream()
                .filter(each -> topics.isEmpty() || topics.contains(each))
                .toList(),
            time("--from", from),
            time("--to", to));
    Export.Result result =
        new Export(tools().kafka(), folder, parallel, Export.SEGMENT_BYTES, meter()).run(selection);
    long records = result.manifest().records();
    long bytes = result.manifest().bytes();
    result
        .leftOut()
        .forEach(each -> note("too large for an archive, replaced with an empty record: " + each));
    print(
        Map.of(
            "added",
            result.added(),
            "records",
            records,
            "bytes",
            bytes,
            "left_out",
            result.leftOut()),
        "%,d records added; %s has %,d records, %.1f MB"
            .formatted(result.added(), folder, records, bytes / MEGABYTE));
    return ExitCode.OK;
  }

  private @Nullable Instant time(String option, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          command(), option + ": not a time such as 2026-10-20T00:00:00Z", e);
    }
  }
}
