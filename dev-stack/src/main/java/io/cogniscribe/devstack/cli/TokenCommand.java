package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.NotAcknowledged;
import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.devstack.demo.Tokens;
import io.cogniscribe.devstack.stack.Refusal;
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
    StackAddress stack = StackAddress.of(System.getenv(), data.running());
    String who = name == null ? role.label() : name;
    stack.demandAnswer();
    try {
      System.out.println(Tokens.of(stack).token(role, who));
      return 0;
    } catch (NotAcknowledged e) {
      throw Refusal.unavailable(String.valueOf(e.getMessage()));
    }
  }
}
