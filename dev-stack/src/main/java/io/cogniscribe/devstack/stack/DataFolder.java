package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.RecordedProcess;
import io.cogniscribe.testservers.process.TemporaryFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The data folder of a stack: data of the servers, logs, pid files, secrets. */
public record DataFolder(Path path) {

  private static final String MARKER = ".cogniscribe-data";
  private static final String LOCK = ".lock";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /**
   * Returns the folder that the environment names ({@code COGNISCRIBE_DATA}), else {@code .data}
   * under {@code home}.
   */
  public static DataFolder of(Map<String, String> environment, Path home) {
    return new DataFolder(
        Optional.ofNullable(environment.get("COGNISCRIBE_DATA"))
            .filter(value -> !value.isBlank())
            .map(Path::of)
            .orElse(home.resolve(".data")));
  }

  public DataFolder {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * Creates the folder if it is missing, marks it as a stack's, and restricts it to this user,
   * because it holds secrets and personal data.
   *
   * @throws Refusal when it holds other files
   */
  public void prepare() throws IOException {
    if (Files.exists(path) && !isMarked() && holdsMoreThanSecrets()) {
      throw Refusal.usage(
          path + " holds other files and is no data folder of a stack: name another with --data");
    }
    Files.createDirectories(path);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    }
    if (!isMarked()) {
      Files.writeString(path.resolve(MARKER), "Data of a Cogniscribe development stack.\n");
    }
  }

  /**
   * Locks the folder for this process.
   *
   * @throws Refusal when another process holds the lock
   */
  public FileLock lock() throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw Refusal.unavailable(
          "a stack already runs on "
              + path
              + ": stop it with `./cogniscribe down`, or name another folder with --data");
    }
    return lock;
  }

  /** Deletes all content except the marker and the lock. The caller must hold the lock. */
  public void wipe() throws IOException {
    if (!isMarked()) {
      throw Refusal.usage(path + " is no data folder of a stack; nothing was deleted");
    }
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (!name.equals(MARKER) && !name.equals(LOCK)) {
        TemporaryFolder.delete(entry);
      }
    }
  }

  public Path logs() {
    return path.resolve("logs");
  }

  public Path log(String name) {
    return logs().resolve(name + ".log");
  }

  public Path run() {
    return path.resolve("run");
  }

  public Path pidFile(String name) {
    return run().resolve(name + ".pid");
  }

  /**
   * Returns the file with the line that {@code up} printed, which exists while the stack is ready.
   */
  public Path readyFile() {
    return run().resolve("ready");
  }

  /** Returns the secrets of the stack, which are generated on first use. */
  public Secrets secrets(Map<String, String> environment) throws IOException {
    return Secrets.loadOrCreate(secretsFile(), environment);
  }

  /**
   * Returns the secrets of a stack that was started before.
   *
   * @throws Refusal when there are none
   */
  public Secrets existingSecrets(Map<String, String> environment) throws IOException {
    return Secrets.load(secretsFile(), environment);
  }

  /** Records the ports of the stack for tools that know only the folder. */
  void recordPorts(StackPorts ports) throws IOException {
    Files.createDirectories(run());
    List<String> lines =
        ports.variables().entrySet().stream()
            .map(port -> port.getKey() + "=" + port.getValue())
            .toList();
    Files.write(portsFile(), lines);
  }

  /** Returns the ports of the stack that runs here. The environment takes precedence. */
  public StackPorts ports(Map<String, String> environment) throws IOException {
    Map<String, String> variables = new HashMap<>();
    if (Files.exists(portsFile()) && supervisor().isPresent()) {
      for (String line : Files.readAllLines(portsFile())) {
        int equals = line.indexOf('=');
        variables.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    environment.forEach((name, value) -> {
      if (!value.isBlank()) {
        variables.put(name, value);
      }
    });
    return StackPorts.of(variables);
  }

  /** Returns the supervisor that runs a stack on this folder, if any. */
  public Optional<ProcessHandle> supervisor() {
    return RecordedProcess.read(pidFile("stack")).flatMap(RecordedProcess::running);
  }

  private Path portsFile() {
    return run().resolve("ports.env");
  }

  private Path secretsFile() {
    return path.resolve("secrets.env");
  }

  private boolean isMarked() {
    return Files.exists(path.resolve(MARKER));
  }

  /**
   * Returns whether the folder holds more than secrets, which is all that a user restores after a
   * loss.
   */
  private boolean holdsMoreThanSecrets() throws IOException {
    return entries().stream().anyMatch(entry -> !entry.equals(secretsFile()));
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    }
  }
}
