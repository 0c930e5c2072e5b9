package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.backup.RedisBackup;
import io.cogniscribe.settings.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description =
        "Backs up PostgreSQL (by pg_dump) and Redis (by BGSAVE) into a folder. Both can "
            + "be rebuilt from the log, so this backup only saves time. The log itself must be "
            + "backed up, by 'replay log export'. pg_dump is found on the PATH, or named by "
            + "PG_DUMP. Its version must be the server's or later.",
    footer = {"  ./cogniscribe backup /backups/stores"})
final class BackupCommand extends ReportingCommand {

  @Parameters(paramLabel = "DIR", description = "The folder of the backup; created if missing.")
  private Path folder = Path.of("");

  @Override
  ExitCode execute() throws IOException {
    Files.createDirectories(folder);
    Path tables = tools().tablesBackup().backUp(folder);
    RedisBackup.Saved redis = new RedisBackup(settings().redis()).backUp(folder);
    String copy = redis.copy().map(Path::toString).orElse("");
    print(
        Map.of(
            "postgres", tables.toString(),
            "redis", copy,
            "redis_on_server", redis.onServer().toString()),
        "PostgreSQL: %s%nRedis: %s"
            .formatted(
                tables,
                copy.isEmpty()
                    ? "%s on the Redis server, which is another machine. Copy it from there."
                        .formatted(redis.onServer())
                    : copy));
    return ExitCode.OK;
  }
}
