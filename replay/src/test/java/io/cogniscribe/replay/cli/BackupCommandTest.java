package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs backups on real servers. Scripts that record their arguments replace the programs of
 * PostgreSQL, which may be missing on the machine.
 */
@RealServers
final class BackupCommandTest {

  private final Backend backend;
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final StringWriter out = new StringWriter();

  BackupCommandTest(TestServers servers, @TempDir Path folder) {
    backend = Backend.on(servers);
    this.folder = folder;
    variables.put("DATABASE_URL", backend.databaseUrl());
    variables.put("REDIS_URL", servers.redisUrl());
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void tablesAndRedisAreBackedUpAndThePasswordIsNowhereToBeSeen() throws IOException {
    givenProgram("pg_dump");
    backend.redis().set("counter:jobs:pending", "7");

    int exit = run("backup", backup());

    assertThat(exit).as(out.toString()).isZero();
    assertThat(Files.readString(Path.of(backup(), "postgres.dump")))
        .contains("--dbname=postgresql://", "--username=cogniscribe", "--format=custom")
        .contains("PGPASSWORD=cogniscribe")
        .doesNotContain("cogniscribe:cogniscribe", "--password");
    assertThat(Files.readAllBytes(Path.of(backup(), "redis.rdb")))
        .startsWith("REDIS".getBytes(StandardCharsets.UTF_8));
    assertThat(out.toString()).contains("postgres.dump").contains("redis.rdb");
  }

  @Test
  void tablesAreRestoredAtOnceOrNotAtAll() throws IOException {
    givenProgram("pg_dump");
    givenProgram("pg_restore");
    run("backup", backup());

    assertThat(run("restore", backup())).isEqualTo(2);
    assertThat(out.toString()).contains("Nothing was replaced. Confirm with");
    assertThat(run("restore", backup(), "--yes")).isZero();

    // Restored tables have the rights of the backup, and no default rights of the schema.
    assertThat(backend.query("SELECT FROM pg_default_acl")).isEmpty();
    assertThat(Files.readString(folder.resolve("pg_restore.called")))
        .contains("--clean --if-exists --single-transaction --exit-on-error")
        .contains(backup() + "/postgres.dump");
    assertThat(out.toString())
        .contains("PostgreSQL: restored")
        .contains("Redis: stop the server")
        .contains("dump.rdb");
  }

  @Test
  void namesAProgramThatCannotBeRunAndTheRemedy() {
    variables.put("PG_DUMP", folder.resolve("pg_dump").toString());

    assertThat(run("backup", backup())).isEqualTo(1);

    assertThat(out.toString())
        .contains("Cannot run program \"" + folder.resolve("pg_dump"))
        .contains("of the server's version or later, or set PG_DUMP");
    assertThat(Path.of(backup(), "postgres.dump")).doesNotExist();
  }

  @Test
  void leavesRightsAsTheyAreWhenThereIsNoBackup() throws IOException {
    givenProgram("pg_restore");
    Path program = folder.resolve("pg_restore");
    Files.writeString(
        program, Files.readString(program).replace("echo done", "echo 'no such file' >&2; exit 1"));

    assertThat(run("restore", backup(), "--yes")).isEqualTo(1);

    assertThat(out.toString()).contains("pg_restore failed: no such file");
    assertThat(backend.query("SELECT FROM pg_default_acl")).isNotEmpty();
  }

  @Test
  void aProgramThatFailsIsQuoted() throws IOException {
    givenProgram("pg_dump");
    Path program = folder.resolve("pg_dump");
    Files.writeString(
        program, Files.readString(program).replace("echo done", "echo 'disk full' >&2; exit 1"));

    assertThat(run("backup", backup())).isEqualTo(1);

    assertThat(out.toString()).contains("pg_dump failed: disk full");
    assertThat(Path.of(backup(), "postgres.dump")).doesNotExist();
  }

  @Test
  void namesServersThatDoNotAnswer() throws IOException {
    givenProgram("pg_dump");
    variables.put("REDIS_URL", "redis://127.0.0.1:9/0");
    assertThat(run("backup", backup())).isEqualTo(3);
    assertThat(out.toString()).contains("Redis does not answer at 127.0.0.1:9");
    variables.put("DATABASE_URL", "postgresql://u:p@127.0.0.1:9/x");
    assertThat(run("backup", backup())).isEqualTo(3);
    assertThat(out.toString()).contains("PostgreSQL does not answer");
  }

  private String backup() {
    return folder.resolve("backup").toString();
  }

  /** Creates a program that writes its arguments into its output file, or beside itself. */
  private void givenProgram(String name) throws IOException {
    Path program = folder.resolve(name);
    Files.writeString(
        program,
        """
        #!/bin/bash
        file="$0.called"
        for argument in "$@"; do [[ "$argument" == --file=* ]] && file="${argument#--file=}"; done
        echo "$* PGPASSWORD=$PGPASSWORD" >"$file"
        echo done
        """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    variables.put(name.equals("pg_dump") ? "PG_DUMP" : "PG_RESTORE", program.toString());
  }

  private int run(String command, String... arguments) {
    return Cli.run(Settings.of(variables), out, out, command, arguments);
  }
}
