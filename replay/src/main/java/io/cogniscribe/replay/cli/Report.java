package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.PrintedMeter;
import io.cogniscribe.replay.rebuild.TerminalMeter;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a command tells what came of it: in words, or as one JSON document. Either goes to standard
 * output and is the only thing there; progress goes to standard error.
 */
final class Report {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  @Option(names = "--json", description = "Prints the result as one JSON document.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /**
   * Tells the result.
   *
   * @param result records of values, as JSON has them
   * @param words the same for people
   */
  void print(Object result, String words) {
    PrintWriter out = command().getOut();
    out.println(json ? JSON.writeValueAsString(result) : words.stripTrailing());
    out.flush();
  }

  /** Something that people want to know while the command goes on. */
  void note(String line) {
    PrintWriter err = command().getErr();
    err.println(line);
    err.flush();
  }

  /** Progress: a bar on a terminal, lines elsewhere. */
  Meter meter() {
    return terminal().isPresent() ? new TerminalMeter() : new PrintedMeter(command().getErr());
  }

  /**
   * What was typed, understood.
   *
   * @param parser throws {@link IllegalArgumentException} with a message for whoever typed it
   * @throws ParameterException when it cannot be
   */
  <S, T> T parsed(S text, Function<S, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command(), String.valueOf(e.getMessage()), e, null, text.toString());
    }
  }

  /** The terminal, when there is somebody at it. */
  static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /** Asks the person at the terminal; without one the answer is no. */
  static boolean confirms(String question) {
    return terminal()
        .map(console -> console.readLine("%s", question))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
        .orElse(false);
  }

  /** The command that reports. */
  CommandLine command() {
    return spec.commandLine();
  }
}
