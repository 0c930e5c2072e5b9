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
 * Reports the result of a command as text or as one JSON document. Only the result goes to standard
 * output; progress goes to standard error.
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
   * Prints the result.
   *
   * @param result records of values, as JSON has them
   * @param words the text for people
   */
  void print(Object result, String words) {
    PrintWriter out = command().getOut();
    out.println(json ? JSON.writeValueAsString(result) : words.stripTrailing());
    out.flush();
  }

  /** Prints a line for people while the command runs. */
  void note(String line) {
    PrintWriter err = command().getErr();
    err.println(line);
    err.flush();
  }

  /** Returns a meter that shows a bar on a terminal, and prints lines elsewhere. */
  Meter meter() {
    return terminal().isPresent() ? new TerminalMeter() : new PrintedMeter(command().getErr());
  }

  /**
   * Parses an argument.
   *
   * @param parser throws {@link IllegalArgumentException} with a message for the caller
   * @throws ParameterException when the argument is not valid
   */
  <S, T> T parsed(S text, Function<S, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command(), String.valueOf(e.getMessage()), e, null, text.toString());
    }
  }

  /** Returns the terminal, if there is one. */
  static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /** Asks at the terminal; returns false without one. */
  static boolean confirms(String question) {
    return terminal()
        .map(console -> console.readLine("%s", question))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
        .orElse(false);
  }

  /** Returns the command that reports. */
  CommandLine command() {
    return spec.commandLine();
  }
}
