package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Which programs are run how, on a real server. The programs are scripts that tell how they were
 * called: those of PostgreSQL are not among what tests can rely on.
 */
@RealServers
final class BackupCommandTest {

  private static final int SERVER = 18;

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
  void tables_and_redis_are_backed_up_and_the_password_is_nowhere_to_be_seen() throws IOException {
    givenProgram("pg_dump", SERVER);
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
  void tables_are_restored_at_once_or_not_at_all() throws IOException {
    givenProgram("pg_dump", SERVER + 1);
    givenProgram("pg_restore", SERVER);
    run("backup", backup());

    assertThat(run("restore", backup())).isEqualTo(2);
    assertThat(out.toString()).contains("Nothing was replaced: confirm with");
    assertThat(run("restore", backup(), "--yes")).isZero();

    // Restored tables have the rights of the backup, and none that the schema gives to new tables.
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
  void a_program_that_is_too_old_or_not_there_or_none_is_named_and_what_to_do() throws IOException {
    variables.put("PATH", folder.toString());
    assertThat(run("backup", backup())).isEqualTo(1);
    assertThat(out.toString())
        .contains("there is no pg_dump on the PATH")
        .contains("version 18 or later, or name it with PG_DUMP");

    givenProgram("pg_dump", SERVER - 1);
    assertThat(run("backup", backup())).isEqualTo(1);
    assertThat(out.toString()).contains("pg_dump has version 17, and the server 18");

    variables.put("PG_DUMP", folder.resolve("nothing").toString());
    assertThat(run("backup", backup())).isEqualTo(1);
    assertThat(out.toString()).contains("PG_DUMP names").contains("which is no program");
    assertThat(Path.of(backup(), "postgres.dump")).doesNotExist();
  }

  @Test
  void a_program_that_fails_is_quoted() throws IOException {
    givenProgram("pg_dump", SERVER);
    Path program = folder.resolve("pg_dump");
    Files.writeString(
        program, Files.readString(program).replace("echo done", "echo 'disk full' >&2; exit 1"));

    assertThat(run("backup", backup())).isEqualTo(1);

    assertThat(out.toString()).contains("pg_dump failed: disk full");
    assertThat(Path.of(backup(), "postgres.dump")).doesNotExist();
  }

  @Test
  void a_folder_without_a_backup_and_servers_that_do_not_answer_are_named() throws IOException {
    assertThat(run("restore", backup(), "--yes")).isEqualTo(1);
    assertThat(out.toString()).contains("name the folder of a backup");
    givenProgram("pg_dump", SERVER);
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

  /**
   * A program that writes how it was called into the file that it should make, or beside itself.
   */
  private void givenProgram(String name, int version) throws IOException {
    Path program = folder.resolve(name);
    Files.writeString(
        program,
        """
        #!/bin/bash
        if [[ "$1" == --version ]]; then echo "%1$s (PostgreSQL) %2$d.1"; exit 0; fi
        file="$0.called"
        for argument in "$@"; do [[ "$argument" == --file=* ]] && file="${argument#--file=}"; done
        echo "$* PGPASSWORD=$PGPASSWORD" >"$file"
        echo done
        """
            .formatted(name, version));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    variables.put(name.equals("pg_dump") ? "PG_DUMP" : "PG_RESTORE", program.toString());
  }

  private int run(String... arguments) {
    CommandLine command = OperatorCommand.commandLine(Settings.of(variables));
    PrintWriter writer = new PrintWriter(out, true);
    command.setOut(writer).setErr(writer);
    return command.execute(arguments);
  }
}
