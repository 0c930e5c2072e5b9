package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.settings.SettingsException;
import io.cogniscribe.settings.UnavailableException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The operator's command line. */
@Command(
    name = "cogniscribe",
    description = "Manages the log, and the tables and keys that are built from it.",
    subcommands = {DbCommand.class, ReplayCommand.class, BackupCommand.class, RestoreCommand.class})
public final class OperatorCommand {

  /** The exit codes of a command; a command may describe its own ones. */
  private static final Map<String, String> EXIT_CODES =
      Map.of(
          "0", "done",
          "1", "failed; see the line above",
          "2", "called wrongly",
          "3", "Kafka, PostgreSQL or Redis does not answer");

  private final Settings settings;

  private OperatorCommand(Settings settings) {
    this.settings = settings;
  }

  /** Runs a command and ends with its exit code. */
  public static void main(String[] args) {
    // Keeps log lines of libraries out of a command's output.
    System.setProperty("logback.configurationFile", "io/cogniscribe/replay/cli/logback.xml");
    System.exit(run(Settings.fromEnvironment(), args));
  }

  /**
   * Runs a command.
   *
   * @return the exit code: 0 done, 1 failed, 2 called wrongly, 3 a server does not answer, 4
   *     something differed and was replaced
   */
  public static int run(Settings settings, String... args) {
    return commandLine(settings).execute(args);
  }

  static CommandLine commandLine(Settings settings) {
    CommandLine all = new CommandLine(new OperatorCommand(settings));
    addCommonHelp(all);
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, _) -> explain(wrong))
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(message(failure));
          return exitCode(failure);
        });
  }

  /** Returns the settings of the command line that a command belongs to. */
  static Settings settings(CommandSpec command) {
    return ((OperatorCommand) command.root().userObject()).settings;
  }

  /** Adds the parts of the help that are equal for all commands. */
  private static void addCommonHelp(CommandLine command) {
    UsageMessageSpec help = command.getCommandSpec().mixinStandardHelpOptions(true).usageMessage();
    if (!command.getSubcommands().isEmpty()) {
      help.synopsisSubcommandLabel("COMMAND");
      command.getSubcommands().values().forEach(OperatorCommand::addCommonHelp);
      return;
    }
    Map<String, String> exitCodes = new TreeMap<>(EXIT_CODES);
    exitCodes.putAll(help.exitCodeList());
    help.exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes)
        .footerHeading("%nExamples:%n");
  }

  /** Prints the error and one hint; a page of help would scroll the error off the screen. */
  private static int explain(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command.getErr().printf("Try './%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE.number();
  }

  private static int exitCode(Throwable failure) {
    ExitCode code =
        switch (failure) {
          case SettingsException _ -> ExitCode.USAGE;
          case UnavailableException _, StoreException _, KafkaException _ -> ExitCode.UNAVAILABLE;
          default -> SqlErrors.mayPass(failure) ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
        };
    return code.number();
  }

  private static String message(Throwable failure) {
    String message = SqlErrors.complete(failure);
    return failure instanceof KafkaException
        ? "Kafka does not answer correctly. Start it, or correct KAFKA_BOOTSTRAP_SERVERS (%s)."
            .formatted(message)
        : message;
  }
}
