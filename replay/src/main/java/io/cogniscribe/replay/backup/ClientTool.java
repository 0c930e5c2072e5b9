package io.cogniscribe.replay.backup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of PostgreSQL's programs, in a version that fits the server.
 *
 * @param program the file
 */
record ClientTool(Path program) {

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /**
   * Finds a program.
   *
   * @param variable the setting that names it
   * @param named what the setting says, if anything
   * @param path the folders to look in otherwise, separated as in {@code PATH}
   * @param serverVersion the server's major version: an older program refuses it, and would not
   *     know all that it has
   * @throws BackupException that says what is missing and where to get it
   */
  static ClientTool find(
      String name, String variable, Optional<Path> named, String path, int serverVersion) {
    Path program =
        named
            .or(() -> onPath(name, path))
            .orElseThrow(() ->
                new BackupException(
                    "there is no %s on the PATH: install PostgreSQL's client programs, version %d or later, or name it with %s"
                        .formatted(name, serverVersion, variable)));
    if (!Files.isExecutable(program)) {
      throw new BackupException(variable + " names " + program + ", which is no program");
    }
    ClientTool tool = new ClientTool(program);
    int version = tool.version();
    if (version < serverVersion) {
      throw new BackupException(
          "%s has version %d, and the server %d: install PostgreSQL's client programs, version %d or later, and name it with %s"
              .formatted(program, version, serverVersion, serverVersion, variable));
    }
    return tool;
  }

  private static Optional<Path> onPath(String name, String path) {
    return List.of(path.split(Pattern.quote(File.pathSeparator))).stream()
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private int version() {
    String output = run(Map.of(), List.of("--version"));
    Matcher version = VERSION.matcher(output);
    if (!version.find()) {
      throw new BackupException(
          "%s is no program of PostgreSQL: it says it is %s".formatted(program, output.strip()));
    }
    return Integer.parseInt(version.group(1));
  }

  /**
   * Runs it to its end.
   *
   * @param environment what must not be seen in the list of processes
   * @return what it printed
   * @throws BackupException with what it printed, when it fails
   */
  String run(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BackupException("%s failed: %s".formatted(program, output.strip()));
      }
      return output;
    } catch (IOException e) {
      throw new BackupException("%s cannot be run: %s".formatted(program, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackupException("interrupted", e);
    }
  }
}
