package io.cogniscribe.command.account;

import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.AccessLog;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** Asks somebody who has a token for his password, since a token can be stolen. */
record PasswordConfirmation(
    CredentialView credentials, NameClaims names, PasswordAttempts attempts, AccessLog accesses) {

  private static final String WRONG_PASSWORD = "wrong_password";

  /**
   * Returns when the password is the one of the caller's account. Otherwise the log has the attempt
   * before the answer leaves: the decider, which audits everything else, never sees it.
   *
   * @param action what the caller would do, as the audit log calls it
   * @throws ProblemException 403, when the password is another; 429, when it is not even checked,
   *     because too many were
   */
  void demand(String password, String action, Caller caller, WriteRequest request) {
    if (!isCallers(password, caller, request)) {
      throw refused(action, caller, request);
    }
  }

  /**
   * The same for a change of the password itself. A retry may come after it: then the new password
   * is the account's, and whoever sends it knows that.
   */
  void demandForChange(String current, String next, Caller caller, WriteRequest request) {
    boolean mayBeRetry = request.headers().idempotencyKey() != null;
    if (!isCallers(current, caller, request) && !(mayBeRetry && isCallers(next, caller, request))) {
      throw refused("password_change", caller, request);
    }
  }

  private boolean isCallers(String password, Caller caller, WriteRequest request) {
    PasswordCheck.Result checked =
        attempts.check(usernameClaim(caller), password, RouteClass.WRITE, caller, request);
    return checked.matches()
        && checked
            .account()
            .filter(account -> account.userId().equals(caller.userId()))
            .isPresent();
  }

  private ProblemException refused(String action, Caller caller, WriteRequest request) {
    accesses.refused(caller, request, caller.userId(), action, WRONG_PASSWORD);
    return new ProblemException(
        HttpStatus.FORBIDDEN, WRONG_PASSWORD, "The password is not the account's.");
  }

  /** An account that the view does not have yet is found by its name once it does. */
  private UUID usernameClaim(Caller caller) {
    return credentials
        .account(caller.userId())
        .map(Credential::usernameClaim)
        .orElseGet(() -> names.id(NameKind.USERNAME, caller.username()));
  }
}
