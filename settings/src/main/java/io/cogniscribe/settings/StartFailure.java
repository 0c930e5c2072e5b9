package io.cogniscribe.settings;

import java.net.BindException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reason for a failed start in one line, with the exit code. */
record StartFailure(String line, ExitCode exitCode) {

  private static final Pattern PORT = Pattern.compile("^Port [0-9]+ is ");

  /** Returns a failure that an operator can fix; empty for any other failure. */
  static Optional<StartFailure> expected(Throwable failure) {
    return causes(failure).flatMap(cause -> expectedAt(failure, cause).stream()).findFirst();
  }

  private static Optional<StartFailure> expectedAt(Throwable failure, Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case SettingsException wrong -> new StartFailure(message(wrong), ExitCode.USAGE);
          case UnavailableException missing ->
              new StartFailure(message(missing), ExitCode.UNAVAILABLE);
          case BindException _ -> new StartFailure(portTaken(failure), ExitCode.UNAVAILABLE);
          default -> null;
        });
  }

  /** Returns the reason for any failure. The details of an unexpected one are in the log. */
  static StartFailure of(Throwable failure) {
    return expected(failure)
        .orElseGet(() -> {
          Throwable root = causes(failure).reduce(failure, (_, next) -> next);
          String line = "unexpected " + root.getClass().getSimpleName() + ", see the log";
          return new StartFailure(line, ExitCode.FAILED);
        });
  }

  /**
   * Returns the message that names the port. One of the web server's exceptions around the socket's
   * exception has it.
   */
  private static String portTaken(Throwable failure) {
    return causes(failure)
            .map(StartFailure::message)
            .filter(message -> PORT.matcher(message).find())
            .findFirst()
            .orElse("A port is already in use")
        + ": stop the program that listens there, or set another port";
  }

  private static String message(Throwable cause) {
    return String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
