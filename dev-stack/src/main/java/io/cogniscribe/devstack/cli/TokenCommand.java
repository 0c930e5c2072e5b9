package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.Accounts;
import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.ScriptSessions;
import io.cogniscribe.devstack.demo.StackAddress;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    mixinStandardHelpOptions = true,
    name = "token",
    description =
        "Open a session and print its bearer token as the last line. Creates a missing account.")
final class TokenCommand implements Callable<Integer> {

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--role",
      required = true,
      description = "One of: ${COMPLETION-CANDIDATES}, in lower case.")
  private Role role = Role.USER;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Name of the account (default: the role).")
  private @Nullable String name;

  @Override
  public Integer call() throws Exception {
    StackAddress stack = data.stack();
    String who = name == null ? role.label() : name;
    System.out.println(
        role == Role.USER
            ? Accounts.userToken(stack, who)
            : ScriptSessions.at(stack).token(role, who));
    return 0;
  }
}
