package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The changes that a document describes in blocks of {@code diff}, without line numbers. */
record Recipe(List<Change> changes) {

  private static final String NEW_FILE = "/dev/null";

  /**
   * The changes to one file.
   *
   * @param source origin of the content: the file itself, a file that is copied, or {@link
   *     #NEW_FILE}
   * @param target a path or a glob that one file matches
   */
  record Change(String source, String target, List<Place> places) {

    boolean isToMainFile() {
      return target.contains("/src/main/") || !target.contains("/src/");
    }

    void apply(Path home) throws IOException {
      Path file = source.equals(target) ? find(home, target) : home.resolve(target);
      String text =
          source.equals(NEW_FILE)
              ? ""
              : Files.readString(source.equals(target) ? file : home.resolve(source));
      for (Place place : places) {
        text = place.applied(target, text);
      }
      Files.writeString(file, text);
    }

    private static Path find(Path home, String glob) throws IOException {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      try (Stream<Path> files = Files.walk(home)) {
        List<Path> found =
            files.filter(file -> matcher.matches(home.relativize(file))).sorted().toList();
        assertThat(found).as(glob).hasSize(1);
        return found.getFirst();
      }
    }
  }

  /** A few lines as they are before and after; they occur once. */
  record Place(String before, String after) {

    String applied(String file, String text) {
      if (before.isEmpty()) {
        return text + after;
      }
      int at = text.indexOf(before);
      assertThat(at).as("%s has the lines%n%s", file, before).isNotNegative();
      assertThat(text.indexOf(before, at + 1))
          .as("%s has these lines once%n%s", file, before)
          .isNegative();
      return text.substring(0, at) + after + text.substring(at + before.length());
    }
  }

  static Recipe of(Path document) throws IOException {
    List<Change> changes = new ArrayList<>();
    List<String> block = null;
    for (String line : Files.readAllLines(document)) {
      if (line.equals("```diff")) {
        block = new ArrayList<>();
      } else if (block != null && line.equals("```")) {
        changes.add(change(block));
        block = null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return new Recipe(changes);
  }

  private static Change change(List<String> block) {
    String source = null;
    String target = "";
    List<Place> places = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (String line : block) {
      if (line.startsWith("--- ")) {
        source = line.substring(4);
      } else if (line.startsWith("+++ ")) {
        target = line.substring(4);
      } else if (line.equals("@@")) {
        add(places, before, after);
      } else {
        String text = line.isEmpty() ? "\n" : line.substring(1) + "\n";
        if (!line.startsWith("+")) {
          before.append(text);
        }
        if (!line.startsWith("-")) {
          after.append(text);
        }
      }
    }
    add(places, before, after);
    return new Change(source == null ? target : source, target, places);
  }

  private static void add(List<Place> places, StringBuilder before, StringBuilder after) {
    if (!after.isEmpty()) {
      places.add(new Place(before.toString(), after.toString()));
    }
    before.setLength(0);
    after.setLength(0);
  }
}
