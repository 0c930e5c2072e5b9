package io.cogniscribe.command.edge;

import io.cogniscribe.web.access.RefusalCounter;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.RefusedKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records refused API keys, and refused reads of other people's outcomes, in the log: a few for
 * each client. The client does not wait for the record, and is refused even if it fails.
 */
record RefusalRecords(AccessLog accesses, LimitClients clients, RefusalCounter counter)
    implements RefusedKeys {

  private static final Logger log = LoggerFactory.getLogger(RefusalRecords.class);
  private static final String NO_ID = "unknown";

  @Override
  public void refused(HttpServletRequest request, Optional<UUID> keyId) {
    RequestOrigin origin = RequestOrigin.of(request, clients.proxies());
    String key = keyId.map(UUID::toString).orElse(NO_ID);
    record(clients.nameOf(request), count -> accesses.refusedKey(origin, key, count));
  }

  /** Records that the caller asked for the outcome of another person's command. */
  void refusedOutcome(Caller caller, WriteRequest request, UUID commandId) {
    record(
        caller.userId().toString(),
        count -> accesses.refusedOutcome(caller, request, commandId, count));
  }

  private void record(String client, IntFunction<CompletableFuture<?>> refusal) {
    counter
        .count(client)
        .ifPresent(count ->
            refusal
                .apply(count)
                .exceptionally(failure -> {
                  log.warn("Cannot record {} refusals in the log: {}", count, failure.toString());
                  return null;
                }));
  }
}
