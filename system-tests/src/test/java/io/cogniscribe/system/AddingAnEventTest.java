package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applies docs/adding-an-event.md to a copy of the sources. */
final class AddingAnEventTest {

  private static final Path HOME = Path.of(System.getProperty("cogniscribe.home"));
  private static final int MOST_MAIN_FILES = 12;

  /** The tests that the recipe's table names, and those of what it changes. */
  private static final String TESTS =
      "RecordedBytesTest,PersonalDataTest,JobDeciderTest,JobCommandFactoryTest,AccessTest,"
          + "ApiDocumentTest,ColumnsTest,JobProjectionTest,ProgressProjectionTest,JobTest";

  @Test
  void changesAFewMainFiles() throws IOException {
    assertThat(Recipe.of(HOME.resolve("docs/adding-an-event.md")).changes())
        .filteredOn(Recipe.Change::isToMainFile)
        .hasSizeLessThanOrEqualTo(MOST_MAIN_FILES);
  }

  @Test
  void findsEveryPlaceInTheSources(@TempDir Path copy) throws IOException {
    apply(copy);
  }

  @Test
  @Tag("long")
  void theChangedSourcesCompileAndPassTheirTests(@TempDir Path copy) throws Exception {
    apply(copy);

    maven(
        copy,
        "test",
        "-pl",
        "schemas",
        "-am",
        "-Dtest=RecordedBytesTest#bytes*",
        "-Dtest.jvm.options=-Drecord=true");
    maven(
        copy, "test", "-pl", "projections,command-service,query-service", "-am", "-Dtest=" + TESTS);
  }

  private static void apply(Path copy) throws IOException {
    Files.walkFileTree(HOME, new Copy(copy));
    for (Recipe.Change change : Recipe.of(copy.resolve("docs/adding-an-event.md")).changes()) {
      change.apply(copy);
    }
  }

  private static void maven(Path copy, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("mvn", "-B", "-o", "-nsu", "-q", "-Dsurefire.failIfNoSpecifiedTests=false"));
    command.addAll(List.of(arguments));
    Path output = copy.resolve("maven.log");
    Process maven =
        new ProcessBuilder(command)
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(maven.waitFor()).as(() -> read(output)).isZero();
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Copies sources, and nothing that is built from them. */
  private static final class Copy extends SimpleFileVisitor<Path> {

    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".data", "node_modules");

    private final Path target;

    private Copy(Path target) {
      this.target = target;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (LEFT_OUT.contains(String.valueOf(folder.getFileName()))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(target.resolve(HOME.relativize(folder)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.copy(file, target.resolve(HOME.relativize(file)));
      return FileVisitResult.CONTINUE;
    }
  }
}
