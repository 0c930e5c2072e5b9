package io.cogniscribe.devstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A copy of the launcher script in its own project, with stand-ins for java and mvn that print
 * their arguments.
 */
record ScriptHome(Path project, Path programs, Path jdk) {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cut",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "tee",
          "touch");

  private static final String SAYING_JAVA =
      """
      #!/bin/bash
      echo "java $* DATABASE_URL=$DATABASE_URL"
      """;

  private static final String BUILDING_MVN =
      """
      #!/bin/bash
      echo "mvn $* JAVA_HOME=$JAVA_HOME SERVERS=$COGNISCRIBE_TEST_SERVERS"
      [[ "$*" == *fail* ]] && exit 1
      echo "[INFO] Downloaded from somewhere: a.jar (1 MB at 2 MB/s)"
      echo "[INFO] Building Cogniscribe schemas 0.1.0-SNAPSHOT                 [2/10]"
      for module in dev-stack replay benchmarks; do
        mkdir -p PROJECT/$module/target; touch PROJECT/$module/target/$module-0.1.jar
      done
      """;

  /** The output of a command and its exit code. */
  record Result(int exitCode, List<String> lines) {
    String output() {
      return String.join("\n", lines);
    }
  }

  static ScriptHome create(Path folder) throws IOException {
    ScriptHome home =
        new ScriptHome(
            Files.createDirectories(folder.resolve("project")),
            Files.createDirectories(folder.resolve("programs")),
            Files.createDirectories(folder.resolve("jdk")));
    Files.createDirectories(home.jdk.resolve("bin"));
    Files.copy(Path.of("..", "cogniscribe"), home.script());
    Files.createDirectories(home.project.resolve("schemas/src/main"));
    Files.writeString(home.project.resolve("pom.xml"), "");
    Files.writeString(home.project.resolve("schemas/pom.xml"), "");
    Files.writeString(home.jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    executable(home.jdk.resolve("bin/java"), SAYING_JAVA);
    executable(home.jdk.resolve("bin/javac"), SAYING_JAVA);
    executable(
        home.programs.resolve("mvn"), BUILDING_MVN.replace("PROJECT", home.project.toString()));
    for (String tool : TOOLS) {
      Path program = Path.of("/usr/bin", tool);
      Files.createSymbolicLink(
          home.programs.resolve(tool), Files.exists(program) ? program : Path.of("/bin", tool));
    }
    return home;
  }

  Path script() {
    return project.resolve("cogniscribe");
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return run(script(), Map.of(), arguments);
  }

  Result run(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(script.toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.directory(programs.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", programs.toString(), "HOME", programs.toString()));
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output.lines().toList());
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }
}
