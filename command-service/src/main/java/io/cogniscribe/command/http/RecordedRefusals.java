package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.limit.LimitAudit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts requests too many into the log, from where they reach the audit trail like any command. */
record RecordedRefusals(CommandGateway<AccountCommand> gateway, CommandFactory commands)
    implements LimitAudit {

  private static final Logger log = LoggerFactory.getLogger(RecordedRefusals.class);

  @Override
  public void exceeded(Exceeded exceeded) {
    // The client is refused whether the log takes it or not, and does not wait for it.
    gateway
        .post(commands.exceeded(exceeded))
        .exceptionally(failure -> {
          log.warn("a request too many is not audited, {}: {}", exceeded, failure.toString());
          return null;
        });
  }
}
