package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares docs/configuration.md with the variables that code, launcher and containers read. */
final class ConfigurationDocumentTest {

  private static final Path HOME = Path.of(System.getProperty("cogniscribe.home"));

  /** A name in upper case with an underscore, as a string of its own. */
  private static final Pattern IN_CODE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

  private static final Pattern IN_SCRIPTS =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\\b");
  private static final Pattern IN_DOCUMENT = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`");

  /** The settings of the servers that tests start, and a file of PostgreSQL. */
  private static final Pattern OF_SERVERS =
      Pattern.compile("PG_VERSION|KAFKA_(?!BOOTSTRAP|REPLICATION_F|MIN_|PORT|CLIENT_).*");

  @Test
  void namesEveryVariableThatIsRead() throws IOException {
    Set<String> read = names(IN_CODE, sources());
    read.addAll(names(IN_SCRIPTS, scripts()));
    read.removeIf(OF_SERVERS.asMatchPredicate());
    // A variable of bash, and an argument of the image's build.
    read.removeAll(Set.of("BASH_SOURCE", "WHEN_MEMORY_IS_EXHAUSTED"));

    assertThat(documented()).containsAll(read);
  }

  @Test
  void namesNoVariableThatNothingReads() throws IOException {
    String everything = sources() + scripts();
    Set<String> unread = documented();
    unread.removeIf(everything::contains);

    assertThat(unread).isEmpty();
  }

  /** The names in the first column of each table. */
  private static Set<String> documented() throws IOException {
    String firstCells =
        Files.readString(HOME.resolve("docs/configuration.md"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|", -1)[1])
            .collect(Collectors.joining("\n"));
    return names(IN_DOCUMENT, firstCells);
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sources() throws IOException {
    try (Stream<Path> modules = Files.list(HOME)) {
      List<Path> roots =
          modules
              .map(module -> module.resolve("src/main/java"))
              .filter(Files::isDirectory)
              .toList();
      StringBuilder code = new StringBuilder();
      for (Path root : roots) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
            code.append(Files.readString(file));
          }
        }
      }
      return code.toString();
    }
  }

  private static String scripts() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String file :
        List.of("cogniscribe", "docker-compose.yml", "Dockerfile", "proxy/start.sh")) {
      text.append(Files.readString(HOME.resolve(file)));
    }
    return text.toString();
  }
}
