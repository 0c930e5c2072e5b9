package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.PrintedMeter;
import io.cogniscribe.replay.rebuild.TerminalMeter;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.settings.Settings;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
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
 * A command that reports its result as text or as one JSON document. Only the result goes to
 * standard output; progress goes to standard error.
 */
abstract class ReportingCommand implements Callable<Integer> {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  @Option(names = "--json", description = "Prints the result as one JSON document.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the command; returns its exit code. */
  abstract ExitCode execute() throws IOException, SQLException;

  @Override
  public final Integer call() throws IOException, SQLException {
    return execute().number();
  }

  /** Returns the settings of the command line. */
  final Settings settings() {
    return OperatorCommand.settings(spec);
  }

  /** Returns the tools of this command. */
  final ReplayTools tools() {
    return new ReplayTools(settings(), command());
  }

  /**
   * Prints the result.
   *
   * @param result records of values, as JSON has them
   * @param words the text for people
   */
  final void print(Object result, String words) {
    PrintWriter out = command().getOut();
    out.println(json ? JSON.writeValueAsString(result) : words.stripTrailing());
    out.flush();
  }

  /** Prints a line for people while the command runs. */
  final void note(String line) {
    PrintWriter err = command().getErr();
    err.println(line);
    err.flush();
  }

  /** Returns a meter that shows a bar on a terminal, and prints lines elsewhere. */
  final Meter meter() {
    return terminal().isPresent() ? new TerminalMeter() : new PrintedMeter(command().getErr());
  }

  /**
   * Parses an argument.
   *
   * @param parser throws {@link IllegalArgumentException} with a message for the caller
   * @throws ParameterException when the argument is not valid
   */
  final <S, T> T parsed(S text, Function<S, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command(), String.valueOf(e.getMessage()), e, null, text.toString());
    }
  }

  /** Returns the error of a command that was called wrongly. */
  final ParameterException usageError(String message) {
    return new ParameterException(command(), message);
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /** Asks at the terminal; returns false without one. */
  static boolean confirms(String question) {
    return terminal()
        .map(console -> console.readLine("%s", question))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
        .orElse(false);
  }

  /** Returns this command as picocli knows it. */
  final CommandLine command() {
    return spec.commandLine();
  }
}
