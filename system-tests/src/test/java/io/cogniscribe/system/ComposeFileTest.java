package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.devstack.stack.StackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Compares docker-compose.yml with the variables that the code reads, because the file is not
 * started here.
 */
final class ComposeFileTest {

  private static final Path HOME = Path.of(System.getProperty("cogniscribe.home"));
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z_]+");

  private final Map<String, Object> services = services();

  @Test
  void runsServersServicesAndGateway() {
    assertThat(services)
        .containsOnlyKeys(
            "kafka",
            "postgres",
            "redis",
            "command-service",
            "projector",
            "query-service",
            "gateway",
            "replay");
    assertThat(services.keySet())
        .filteredOn(name -> !section(services, name).containsKey("profiles"))
        .allSatisfy(name -> assertThat(section(services, name)).containsKey("healthcheck"))
        .doesNotContain("replay");
  }

  @Test
  void givesServicesOnlyVariablesThatTheCodeReads() throws IOException {
    String code = sources();
    for (String service : List.of("command-service", "projector", "query-service", "replay")) {
      assertThat(environment(service).keySet())
          .allSatisfy(variable -> assertThat(code).as(service).contains("\"" + variable + "\""));
    }
  }

  @Test
  void runsNginxWithTheFilesThatItsContractTestUses() throws IOException {
    Map<String, Object> gateway = section(services, "gateway");
    String start = Files.readString(HOME.resolve("proxy/start.sh"));

    assertThat(gateway.get("image")).asString().matches("nginx:\\d+\\.\\d+(-alpine)?");
    assertThat(gateway.get("volumes")).isEqualTo(List.of("./proxy:/etc/cogniscribe:ro"));
    assertThat(gateway.get("entrypoint"))
        .isEqualTo(List.of("/bin/sh", "/etc/cogniscribe/start.sh"));
    assertThat(environment("gateway").keySet())
        .allSatisfy(variable -> assertThat(start).contains("${" + variable + ":"));
    assertThat(start).contains("${GATEWAY_LISTEN:-8000}");
  }

  @Test
  void keepsTheDevelopmentStackOutOfImages() throws IOException {
    assertThat(text()).doesNotContain("dev-stack", "test-servers");
    // In .dockerignore, the last rule that matches a path applies.
    assertThat(Files.readAllLines(HOME.resolve(".dockerignore")))
        .containsSubsequence("!*/target/*.jar", "dev-stack", "test-servers");
  }

  @Test
  void publishesTheReadmesDefaultPortsOnTheLoopbackAddressOnly() {
    StackPorts ports = StackPorts.of(Map.of());

    assertThat(ports("gateway")).containsExactly(published("GATEWAY_PORT", ports.gateway(), 8000));
    assertThat(ports("kafka")).containsExactly(published("KAFKA_PORT", ports.kafka(), 19092));
    assertThat(ports("postgres"))
        .containsExactly(published("POSTGRES_PORT", ports.postgres(), 5432));
    assertThat(ports("redis")).containsExactly(published("REDIS_PORT", ports.redis(), 6379));
  }

  @Test
  void hasNoDefaultForSecrets() {
    assertThat(environment("command-service"))
        .extractingByKey("JWT_SECRET_KEY")
        .asString()
        .contains(":?");
    assertThat(environment("command-service"))
        .extractingByKey("NAME_KEY_SECRET")
        .asString()
        .contains(":?");
    assertThat(environment("command-service"))
        .extractingByKey("ACTOR_KEY_SECRET")
        .asString()
        .contains(":?");
    assertThat(environment("query-service"))
        .extractingByKey("JWT_SECRET_KEY")
        .asString()
        .contains(":?");
    assertThat(environment("postgres"))
        .extractingByKey("POSTGRES_PASSWORD")
        .asString()
        .contains(":?");
    assertThat(text()).doesNotContainPattern("(PASSWORD|SECRET)[A-Z_]*:?-[^}]");
  }

  @Test
  void connectsEachServiceToTheDatabaseAsItsOwnRole() {
    assertThat(environment("projector"))
        .hasEntrySatisfying("DATABASE_URL", url -> isOf("cogniscribe_projector", url))
        .hasEntrySatisfying("DATABASE_OWNER_URL", url -> isOf("cogniscribe", url));
    assertThat(environment("query-service"))
        .hasEntrySatisfying("DATABASE_URL", url -> isOf("cogniscribe_query", url))
        .doesNotContainKeys("DATABASE_OWNER_URL", "DATABASE_QUERY_PASSWORD");
    assertThat(environment("command-service")).doesNotContainKey("DATABASE_URL");
  }

  @Test
  void connectsEachServiceToRedisAsItsOwnUser() {
    for (String service : List.of("command-service", "projector", "query-service")) {
      String user = service.replace("-service", "");
      assertThat(environment(service).get("REDIS_URL"))
          .asString()
          .startsWith("redis://" + user + ":${");
      assertThat(text()).contains("user " + user + " on >${");
    }
  }

  private static void isOf(String user, Object url) {
    assertThat(url).asString().startsWith("postgresql://" + user + ":${");
  }

  private static String published(String variable, int host, int container) {
    return "127.0.0.1:${%s:-%d}:%d".formatted(variable, host, container);
  }

  @SuppressWarnings("unchecked") // YAML has no types.
  private List<String> ports(String service) {
    return (List<String>) section(services, service).getOrDefault("ports", List.of());
  }

  private Map<String, Object> environment(String service) {
    Map<String, Object> environment = section(section(services, service), "environment");
    assertThat(environment.keySet()).allMatch(VARIABLE.asMatchPredicate());
    return environment;
  }

  @SuppressWarnings("unchecked") // YAML has no types.
  private static Map<String, Object> section(Map<String, ?> parent, String name) {
    return (Map<String, Object>) Objects.requireNonNull(parent.get(name), name);
  }

  private static Map<String, Object> services() {
    return section(new Yaml().<Map<String, Object>>load(text()), "services");
  }

  private static String text() {
    try {
      return Files.readString(HOME.resolve("docker-compose.yml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sources() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String module :
        List.of(
            "settings",
            "web",
            "projections",
            "replay",
            "projector",
            "dev-stack",
            "command-service",
            "query-service")) {
      try (var files = Files.walk(HOME.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return String.join("\n", texts);
  }
}
