package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.stack.Refusal;
import io.cogniscribe.settings.SettingsException;
import io.cogniscribe.testservers.process.ProgramFailed;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** All commands, and what their failures look like. */
@Command(
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
      CachesCommand.class,
      HelpCommand.class
    })
public final class Commands {

  private static final int FAILED = 1;

  private Commands() {}

  /**
   * Runs a command line; returns its exit code: 0 ok, 1 failed, 2 usage, 3 something unavailable.
   */
  public static int run(String... arguments) {
    return new CommandLine(new Commands())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, line, _) -> explain(failure, line))
        .execute(arguments);
  }

  private static int explain(Exception failure, CommandLine line) throws Exception {
    return switch (failure) {
      case Refusal refusal -> {
        line.getErr().println(refusal.getMessage());
        yield refusal.exitCode();
      }
      case SettingsException wrong -> {
        line.getErr().println(wrong.getMessage());
        yield Refusal.USAGE;
      }
      case ProgramFailed failed -> {
        line.getErr().println(failed.getMessage());
        yield FAILED;
      }
      case IOException trouble -> {
        line.getErr().println(trouble);
        yield FAILED;
      }
      default -> throw failure;
    };
  }
}
