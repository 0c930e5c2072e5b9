package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.archive.Import;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.topic.TopicSetup;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description =
        "Writes an archived log into an empty cluster, each record at its original "
            + "offset. First stop the services, empty their STATE_DIR, and remove tables and "
            + "keys ('db drop --yes'); the projector rebuilds them. NAME_KEY_SECRET must be the "
            + "original one. If the import is interrupted, empty the cluster and import again; "
            + "until then no service starts on it. Kafka sets the append time of commands to "
            + "the time of the import.",
    exitCodeList = "1:the archive is damaged, the cluster is not empty, or the import failed",
    footer = {"  ./cogniscribe replay log import /backups/log"})
final class LogImportCommand extends ReportingCommand {

  @Parameters(paramLabel = "DIR", description = "The folder of the archive.")
  private Path folder = Path.of("");

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Partitions to write at a time; 32 by default.")
  private int parallel = Import.PARALLEL;

  @Override
  ExitCode execute() {
    TopicSetup topics =
        new TopicSetup(settings().replicationFactor(), settings().minInsyncReplicas());
    Import.Result result = new Import(tools().kafka(), topics, folder, parallel, meter()).run();
    print(
        result,
        "%,d records imported, at their original offsets; %,d commands are not decided yet. "
                .formatted(result.records(), result.undecided())
            + "Start the services.");
    return ExitCode.OK;
  }
}
