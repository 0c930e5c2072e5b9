package io.cogniscribe.devstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class HelpTest {

  static Stream<String> commands() {
    return Commands.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsACommandWhenAskedForHelp(String name) {
    CommandLine commands = Commands.commandLine();
    StringWriter out = new StringWriter();
    commands.setOut(new PrintWriter(out, true));

    assertThat(commands.execute(name, "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: cogniscribe " + name);
  }

  @Test
  void followsAnErrorByOneHint() {
    CommandLine commands = Commands.commandLine();
    StringWriter err = new StringWriter();
    commands.setErr(new PrintWriter(err, true));

    assertThat(commands.execute("demo", "--jobs", "many")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo("Try './cogniscribe demo --help'.");
  }
}
