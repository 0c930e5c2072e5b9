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

  /** Creates the folder on first use, and removes the lock of a server that no longer runs. */
  void prepare(Path home, boolean durable) throws IOException {
    if (Files.exists(folder.resolve("PG_VERSION"))) {
      user.own(folder);
      removeForeignLock();
    } else {
      create(home, durable);
    }
  }

  /**
   * Creates the folder under a temporary name and moves it when it is complete. An interrupted
   * creation starts again.
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
      // Fast for tests, which connect often and have passwords that are public.
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
   * Removes a lock file whose pid belongs to a process that is not PostgreSQL. After a crash,
   * PostgreSQL replaces the lock of a dead server itself, but refuses to start if another process
   * has its pid. Other locks stay, because they prevent two servers on one folder.
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
