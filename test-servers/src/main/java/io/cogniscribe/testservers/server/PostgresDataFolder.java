package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data folder of one PostgreSQL server. */
record PostgresDataFolder(Path folder, Path log, PostgresUser user) {

  /** Creates the folder on first use; removes the lock of a server that is gone. */
  void prepare(Path home, boolean durable) throws IOException {
    if (Files.exists(folder.resolve("PG_VERSION"))) {
      user.own(folder);
      removeForeignLock();
    } else {
      create(home, durable);
    }
  }

  /**
   * Created beside its place and moved there when complete: an interrupted creation is begun anew.
   */
  private void create(Path home, boolean durable) throws IOException {
    Files.createDirectories(folder.getParent());
    Files.createDirectories(log.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "postgres-new.");
    Path password = Files.createTempFile(folder.getParent(), "postgres-password", "");
    try {
      Files.writeString(password, PostgresAddress.NAME);
      user.own(fresh);
      run(initdb(home, fresh, password, durable));
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(password);
    }
  }

  private List<String> initdb(Path home, Path target, Path password, boolean durable) {
    List<String> command = new ArrayList<>(user.prefix());
    command.addAll(
        List.of(
            home.resolve("bin/initdb").toString(),
            "--pgdata=" + target,
            "--username=" + PostgresAddress.NAME,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions"));
    if (!durable) {
      // Tests connect more often than all else, and their passwords are in their sources.
      command.addAll(List.of("--no-sync", "--set=scram_iterations=1"));
    }
    return command;
  }

  private void run(List<String> command) throws IOException {
    Process initdb =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      int exitCode = initdb.waitFor();
      if (exitCode != 0) {
        throw new IOException(
            "initdb ended with exit code " + exitCode + ":\n" + LogTail.of(log, 15));
      }
    } catch (InterruptedException e) {
      initdb.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while creating the data folder", e);
    }
  }

  /**
   * After a crash PostgreSQL replaces the lock file of a dead server by itself, but it gives up
   * where the pid in it belongs to another process by now. It is removed only then: otherwise it
   * guards against two servers on one folder.
   */
  private void removeForeignLock() throws IOException {
    Path lock = folder.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    boolean foreign =
        Files.readString(lock)
            .lines()
            .findFirst()
            .flatMap(PostgresDataFolder::process)
            .flatMap(process -> process.info().command())
            .filter(command -> !command.endsWith("postgres"))
            .isPresent();
    if (foreign) {
      Files.delete(lock);
    }
  }

  private static Optional<ProcessHandle> process(String pid) {
    try {
      return ProcessHandle.of(Long.parseLong(pid.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
