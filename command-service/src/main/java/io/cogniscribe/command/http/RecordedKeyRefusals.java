package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.web.access.RefusalCounter;
import io.cogniscribe.web.security.RefusedKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts API keys that are not good into the log, a few for each client. */
record RecordedKeyRefusals(
    CommandGateway<AccountCommand> gateway,
    CommandFactory commands,
    LimitClients clients,
    RefusalCounter counter)
    implements RefusedKeys {

  private static final Logger log = LoggerFactory.getLogger(RecordedKeyRefusals.class);
  private static final String NO_ID = "unknown";

  @Override
  public void refused(HttpServletRequest request, Optional<UUID> keyId) {
    counter
        .count(clients.nameOf(request))
        .ifPresent(requests ->
            // The client is refused whether the log takes it or not, and does not wait for it.
            gateway
                .post(
                    commands.refusedKey(
                        RequestOrigin.of(request, clients.proxies()),
                        keyId.map(UUID::toString).orElse(NO_ID),
                        requests))
                .exceptionally(failure -> {
                  log.warn("{} refused API keys are not audited: {}", requests, failure.toString());
                  return null;
                }));
  }
}
