package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.NotAcknowledged;
import io.cogniscribe.devstack.stack.Refusal;
import io.cogniscribe.settings.SettingsException;
import io.cogniscribe.testservers.process.ProgramFailed;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands of the launcher that run in Java, and the handling of their errors. */
@Command(
    mixinStandardHelpOptions = true,
    name = "cogniscribe",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      DemoCommand.class,
      TokenCommand.class,
      UserCommand.class,
      ApiKeyCommand.class,
      GatewayCommand.class,
      CachesCommand.class
    })
public final class Commands {

  private static final int FAILED = 1;

  private Commands() {}

  /**
   * Runs a command line.
   *
   * @return the exit code: 0 ok, 1 failed, 2 wrong usage, 3 something is unavailable
   */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Commands())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, _) -> explain(wrong))
        .setExecutionExceptionHandler((failure, line, _) -> explain(failure, line));
  }

  /** Prints the error and one hint. A page of help would scroll the error off the screen. */
  private static int explain(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command.getErr().printf("Try './%s --help'.%n", command.getCommandSpec().qualifiedName());
    return Refusal.USAGE;
  }

  private static int explain(Exception failure, CommandLine line) throws Exception {
    int exitCode =
        switch (failure) {
          case Refusal refusal -> refusal.exitCode();
          case SettingsException _ -> Refusal.USAGE;
          case NotAcknowledged _ -> Refusal.UNAVAILABLE;
          case ProgramFailed _ -> FAILED;
          case IOException _ -> FAILED;
          default -> throw failure;
        };
    line.getErr().println(failure instanceof IOException ? failure : failure.getMessage());
    return exitCode;
  }
}
