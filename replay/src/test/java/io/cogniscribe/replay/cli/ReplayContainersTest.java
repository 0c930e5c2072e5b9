package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.ParseResult;

/**
 * Checks the container and the Kubernetes Job of a rebuild. Tests cannot start them, so their files
 * are read.
 */
final class ReplayContainersTest {

  private static final String TARIFF = "COST_CENTS_PER_AUDIO_MINUTE";
  private static final Pattern VARIABLE = Pattern.compile("[A-Z]+(?:_[A-Z]+)+");
  private static final Pattern QUOTED = Pattern.compile("\"(" + VARIABLE + ")\"");
  private static final Path JOB = Path.of("../docs/replay-job.yaml");
  private static final Path COMPOSE = Path.of("../docker-compose.yml");

  @Test
  void theJobIsCalledWithWhatTheCommandKnows() throws IOException {
    Map<?, ?> container = jobsContainer();

    assertThat(texts(container, "command")).endsWith("-jar", "/app/service.jar");
    assertThat(parsed(texts(container, "args"))).isEqualTo("rebuild");
  }

  @Test
  void theContainerIsCalledWithWhatTheCommandKnows() throws IOException {
    List<String> entrypoint = texts(service("replay"), "entrypoint");
    int jar = entrypoint.indexOf("/app/service.jar");

    List<String> arguments = new ArrayList<>(entrypoint.subList(jar + 1, entrypoint.size()));
    arguments.addAll(List.of("rebuild", "--projection", "jobs", "--swap=auto"));

    assertThat(parsed(arguments)).isEqualTo("rebuild");
  }

  @Test
  void bothHaveTheTariffOfTheProjector() throws IOException {
    Object tariff = part(service("projector"), "environment").get(TARIFF);

    assertThat(tariff).isNotNull();
    assertThat(part(service("replay"), "environment").get(TARIFF)).isEqualTo(tariff);
    assertThat(part(jobsVariable(TARIFF), "valueFrom")).hasSize(1);
  }

  @Test
  void theJobNamesOnlyVariablesThatTheCodeReads() throws IOException {
    Set<String> known = new HashSet<>();
    for (String module : List.of("settings", "projections", "replay", "projector")) {
      try (var files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          QUOTED.matcher(Files.readString(file)).results().forEach(it -> known.add(it.group(1)));
        }
      }
    }

    assertThat(VARIABLE.matcher(Files.readString(JOB)).results().map(MatchResult::group))
        .contains("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_REPLAY_URL", TARIFF)
        .isSubsetOf(known);
  }

  /** Returns the subcommand of replay that the arguments select. */
  private static String parsed(List<String> arguments) {
    ParseResult replay =
        OperatorCommand.commandLine(Settings.of(Map.of()))
            .parseArgs(arguments.toArray(String[]::new))
            .subcommand();
    assertThat(replay.commandSpec().name()).isEqualTo("replay");
    assertThat(replay.subcommand().matchedOptions()).isNotEmpty();
    return replay.subcommand().commandSpec().name();
  }

  private static Map<?, ?> jobsVariable(String name) throws IOException {
    return Objects.requireNonNull((List<?>) jobsContainer().get("env")).stream()
        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
        .filter(variable -> name.equals(variable.get("name")))
        .findAny()
        .orElseThrow();
  }

  private static Map<?, ?> jobsContainer() throws IOException {
    Map<?, ?> pod = part(part(part(yaml(JOB), "spec"), "template"), "spec");
    return (Map<?, ?>) Objects.requireNonNull((List<?>) pod.get("containers")).getFirst();
  }

  private static Map<?, ?> service(String name) throws IOException {
    return part(part(yaml(COMPOSE), "services"), name);
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    return new Yaml().load(Files.readString(file));
  }

  private static Map<?, ?> part(Map<?, ?> parent, String name) {
    return (Map<?, ?>) Objects.requireNonNull(parent.get(name), name);
  }

  private static List<String> texts(Map<?, ?> parent, String name) {
    return Objects.requireNonNull((List<?>) parent.get(name), name).stream()
        .map(String::valueOf)
        .toList();
  }
}
