package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.NewAccount;
import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.devstack.stack.Refusal;
import java.io.Console;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    mixinStandardHelpOptions = true,
    name = "user",
    description = "Accounts with roles that registration does not grant.",
    synopsisSubcommandLabel = "COMMAND")
final class UserCommand {

  @Mixin private final DataOption data = new DataOption();

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Creates an account with the given roles, for example the first operator. "
              + "Asks for its password, or reads it from COGNISCRIBE_PASSWORD.")
  int create(
      @Option(
              names = "--role",
              required = true,
              description = "One of: ${COMPLETION-CANDIDATES}, in lower case; may be repeated.")
          List<Role> roles,
      @Option(names = "--username", required = true, description = "Username.") String username,
      @Option(names = "--email", required = true, description = "E-mail address.") String email)
      throws Exception {
    StackAddress stack = data.stack();
    System.out.println(new NewAccount(username, email, password(), roles).create(stack));
    return 0;
  }

  /**
   * Reads the password; never from an argument, because every user of the machine can list those.
   */
  private static String password() {
    String fromEnvironment = System.getenv("COGNISCRIBE_PASSWORD");
    if (fromEnvironment != null) {
      return fromEnvironment;
    }
    Console terminal = Objects.requireNonNull(System.console());
    if (!terminal.isTerminal()) {
      throw Refusal.usage("there is no terminal to read a password from: set COGNISCRIBE_PASSWORD");
    }
    return new String(terminal.readPassword("Password: "));
  }
}
