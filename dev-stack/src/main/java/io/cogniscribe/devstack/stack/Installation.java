package io.cogniscribe.devstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The built modules in Maven's layout: {@code MODULE/target/MODULE-VERSION.jar}. */
public record Installation(Path home) {

  /**
   * Returns the installation that the launcher names ({@code cogniscribe.home}), else the working
   * folder.
   */
  public static Installation current() {
    return new Installation(Path.of(System.getProperty("cogniscribe.home", "")).toAbsolutePath());
  }

  /**
   * Returns the jar of a module.
   *
   * @throws Refusal when it is not built
   */
  public Path jar(String module) {
    Path target = home.resolve(module).resolve("target");
    return find(target, module)
        .orElseThrow(() ->
            Refusal.unavailable(
                "no jar of %s in %s: build it with `mvn package`".formatted(module, target)));
  }

  /**
   * Runs the launcher without output, and without building first.
   *
   * @param environment variables in addition to those of this process
   * @return its exit code
   */
  public int run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("cogniscribe").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder launcher =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    launcher.environment().putAll(environment);
    launcher.environment().put("COGNISCRIBE_SKIP_BUILD", "1");
    return launcher.start().waitFor();
  }

  /** Returns the folder of the start-up caches. */
  public Path aotCaches() {
    return home.resolve("dev-stack").resolve("target").resolve("aot");
  }

  private static Optional<Path> find(Path target, String module) {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches(module + "-[0-9][^/]*\\.jar"))
          .filter(file -> !file.toString().matches(".*-(sources|javadoc|tests)\\.jar"))
          .findFirst();
    } catch (IOException notBuilt) {
      return Optional.empty();
    }
  }
}
