package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.NotAcknowledged;
import io.cogniscribe.devstack.demo.ProgramKeys;
import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.devstack.stack.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    mixinStandardHelpOptions = true,
    name = "api-key",
    description = "Credentials of workers and producers.",
    synopsisSubcommandLabel = "COMMAND")
final class ApiKeyCommand {

  @Mixin private final DataOption data = new DataOption();

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Issues a key and prints it, this once, as the last line. "
              + "A program sends it as X-API-Key.")
  int create(
      @Option(names = "--role", required = true, description = "worker or producer.") Role role,
      @Option(names = "--label", required = true, description = "What you call it.") String label,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "For example 2027-01-31T12:00:00Z; without it, it does not expire.")
          @Nullable Instant expires)
      throws IOException, InterruptedException {
    if (role != Role.WORKER && role != Role.PRODUCER) {
      throw Refusal.usage("--role is worker or producer: people have accounts");
    }
    ProgramKeys keys = keys();
    try {
      ProgramKeys.Issued issued = keys.issue(role, label, expires);
      System.err.println("key " + issued.id() + "; nobody can show it again:");
      System.out.println(issued.text());
      return 0;
    } catch (NotAcknowledged e) {
      throw Refusal.unavailable(
          e.getMessage()
              + "; a key may have been issued that nobody knows: look at GET /api/api-keys,"
              + " revoke it, and try again");
    }
  }

  @Command(mixinStandardHelpOptions = true, description = "Makes a key worthless, for good.")
  int revoke(@Parameters(paramLabel = "ID", description = "The key's id.") UUID id)
      throws IOException, InterruptedException {
    ProgramKeys keys = keys();
    try {
      keys.revoke(id);
      System.out.println("revoked " + id);
      return 0;
    } catch (NotAcknowledged e) {
      throw Refusal.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private ProgramKeys keys() throws IOException {
    StackAddress stack = StackAddress.of(System.getenv(), data.running());
    stack.demandAnswer();
    return new ProgramKeys(stack);
  }
}
