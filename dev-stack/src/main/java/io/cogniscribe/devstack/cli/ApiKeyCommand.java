package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.NotAcknowledged;
import io.cogniscribe.devstack.demo.ProgramKeys;
import io.cogniscribe.devstack.demo.Role;
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
          "Issues a key and prints it once, as the last line. "
              + "A program sends it in the header X-API-Key.")
  int create(
      @Option(names = "--role", required = true, description = "worker or producer.") Role role,
      @Option(names = "--label", required = true, description = "Name of the key.") String label,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "Expiry, for example 2027-01-31T12:00:00Z (default: none).")
          @Nullable Instant expires)
      throws IOException, InterruptedException {
    if (role != Role.WORKER && role != Role.PRODUCER) {
      throw Refusal.usage("--role must be worker or producer; people use accounts");
    }
    ProgramKeys keys = new ProgramKeys(data.stack());
    try {
      ProgramKeys.Issued issued = keys.issue(role, label, expires);
      System.err.println("key " + issued.id() + ", shown only once:");
      System.out.println(issued.text());
      return 0;
    } catch (NotAcknowledged e) {
      throw Refusal.unavailable(
          e.getMessage()
              + ". The key may have been issued: find it with GET /api/api-keys,"
              + " revoke it, and try again");
    }
  }

  @Command(mixinStandardHelpOptions = true, description = "Revokes a key permanently.")
  int revoke(@Parameters(paramLabel = "ID", description = "The key's id.") UUID id)
      throws IOException, InterruptedException {
    new ProgramKeys(data.stack()).revoke(id);
    System.out.println("revoked " + id);
    return 0;
  }
}
