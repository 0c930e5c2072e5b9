package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Each command has a complete help, without a server. */
final class HelpTest {

  /** Returns the words of each command. */
  static Stream<List<String>> commands() {
    return commands(commandLine(), List.of());
  }

  private static Stream<List<String>> commands(CommandLine command, List<String> words) {
    return Stream.concat(
        Stream.of(words),
        command.getSubcommands().entrySet().stream()
            .flatMap(each -> commands(each.getValue(), with(words, each.getKey()))));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(List<String> words) {
    CommandLine command = commandLine();
    StringWriter out = new StringWriter();
    command.setOut(new PrintWriter(out, true));

    int exit = command.execute(with(words, "--help").toArray(String[]::new));

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("Usage: cogniscribe");
    if (isLeaf(command, words)) {
      assertThat(out.toString())
          .contains("Examples:\n  ./cogniscribe " + String.join(" ", words))
          .containsPattern("Exit codes:\n +0 +\\S")
          .containsPattern("\n +1 +\\S")
          .containsPattern("\n +2 +called wrongly")
          .containsPattern("\n +3 +\\S");
    } else {
      assertThat(out.toString()).contains("Commands:");
    }
  }

  /** A line break in the source would break lines again on a terminal with 80 columns. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyParagraphOfAHelpIsOneLineOfItsSource(List<String> words) {
    CommandSpec spec = at(commandLine(), words).getCommandSpec();

    List<String> description = List.of(spec.usageMessage().description());
    for (int i = 1; i < description.size(); i++) {
      assertThat(description.get(i - 1).isBlank() || description.get(i).isBlank())
          .as(description.get(i))
          .isTrue();
    }
    assertThat(List.of(spec.usageMessage().footer()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void anErrorIsFollowedByOneHint() {
    CommandLine command = commandLine();
    StringWriter err = new StringWriter();
    command.setErr(new PrintWriter(err, true));

    int exit = command.execute("replay", "parked", "skip", "jobs.events-3@42");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "Missing required option: '--reason=TEXT'",
            "Try './cogniscribe replay parked skip --help'.");
  }

  private static boolean isLeaf(CommandLine command, List<String> words) {
    return at(command, words).getSubcommands().isEmpty();
  }

  private static CommandLine at(CommandLine command, List<String> words) {
    CommandLine at = command;
    for (String word : words) {
      at = Objects.requireNonNull(at.getSubcommands().get(word));
    }
    return at;
  }

  private static List<String> with(List<String> words, String last) {
    List<String> more = new ArrayList<>(words);
    more.add(last);
    return more;
  }

  private static CommandLine commandLine() {
    return OperatorCommand.commandLine(Settings.of(Map.of()));
  }
}
