package io.cogniscribe.command.account;

import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.Problems;
import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.SessionCheck;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Checks sessions in this instance's view of the account events. The view needs neither PostgreSQL
 * nor Redis, and lags behind the log by milliseconds.
 */
record ViewSessionCheck(CredentialView credentials, InstantSource clock) implements SessionCheck {

  @Override
  public Caller current(Caller caller) {
    UUID session = caller.sessionId();
    if (session == null) {
      return caller;
    }
    return account(session)
        .filter(account -> account.userId().equals(caller.userId()))
        .map(account -> caller.withRoles(roles(account)))
        .orElseThrow(() ->
            new ProblemException(
                    HttpStatus.UNAUTHORIZED,
                    "session_ended",
                    "The session of this token has ended. Log in again.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
  }

  private Optional<Credential> account(UUID sessionId) {
    try {
      return credentials.inSession(sessionId, clock.instant());
    } catch (LogUnavailableException unreachable) {
      throw Problems.revocationUnknown();
    }
  }

  static Set<Role> roles(Credential account) {
    return account.roles().stream()
        .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
