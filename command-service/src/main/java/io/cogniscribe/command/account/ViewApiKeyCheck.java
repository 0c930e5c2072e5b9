package io.cogniscribe.command.account;

import io.cogniscribe.command.edge.Problems;
import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.web.security.ApiKeyCheck;
import io.cogniscribe.web.security.Role;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks API keys in this instance's view of the account events, as {@link ViewSessionCheck} does
 * for sessions.
 */
record ViewApiKeyCheck(CredentialView credentials, InstantSource clock) implements ApiKeyCheck {

  @Override
  public Optional<GoodKey> find(UUID id) {
    try {
      return credentials
          .goodKey(id, clock.instant())
          .flatMap(key ->
              Role.ofLabel(key.role())
                  .map(role -> new GoodKey(key.label(), role, key.secretHash())));
    } catch (LogUnavailableException unreachable) {
      throw Problems.revocationUnknown();
    }
  }
}
