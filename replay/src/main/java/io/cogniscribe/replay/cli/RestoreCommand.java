package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.backup.RedisBackup;
import io.cogniscribe.settings.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description =
        "Replaces the tables with those of a backup (by pg_restore), all of them or none, "
            + "and shows the steps to restore Redis. Stop the projector first; after its start "
            + "it applies the newer events. Only works with the same Kafka cluster: after "
            + "'replay log import', run 'db drop --yes' instead. pg_restore is found on the "
            + "PATH, or named by PG_RESTORE.",
    footer = {"  ./cogniscribe restore /backups/stores --yes"})
final class RestoreCommand extends ReportingCommand {

  @Parameters(paramLabel = "DIR", description = "The folder of the backup.")
  private Path folder = Path.of("");

  @Option(names = "--yes", description = "Confirms that the tables are replaced.")
  private boolean confirmed;

  @Override
  ExitCode execute() {
    if (!confirmed) {
      note("Nothing was replaced. Confirm with 'restore " + folder + " --yes'");
      return ExitCode.USAGE;
    }
    tools().tablesBackup().restore(folder);
    String redis = new RedisBackup(settings().redis()).instructions(folder);
    print(Map.of("postgres", "restored", "redis", redis), "PostgreSQL: restored\n" + redis);
    return ExitCode.OK;
  }
}
