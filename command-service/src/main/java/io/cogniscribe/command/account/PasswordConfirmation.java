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

/** Requires the password of callers that have a token, because a token can be stolen. */
record PasswordConfirmation(
    CredentialView credentials, NameClaims names, PasswordAttempts attempts, AccessLog accesses) {

  private static final String WRONG_PASSWORD = "wrong_password";

  /**
   * Returns normally if the password is that of the caller's account. Otherwise the attempt is
   * recorded in the log before the response is sent, because the decider never receives the
   * command.
   *
   * @param action the caller's action, as the audit log names it
   * @throws ProblemException 403, when the password is wrong; 429, when it is not checked after too
   *     many failures
   */
  void demand(String password, String action, Caller caller, WriteRequest request) {
    if (!isCallers(password, caller, request)) {
      throw refused(action, caller, request);
    }
  }

  /**
   * Checks the current password for a change of the password. A retry may arrive after the change,
   * when the new password is the account's; so the new one is accepted, too.
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
    return new ProblemException(HttpStatus.FORBIDDEN, WRONG_PASSWORD, "The password is wrong.");
  }

  /**
   * Returns the claim id of the caller's username. If the view does not have the account yet, the
   * id is computed from the name in the token.
   */
  private UUID usernameClaim(Caller caller) {
    return credentials
        .account(caller.userId())
        .map(Credential::usernameClaim)
        .orElseGet(() -> names.id(NameKind.USERNAME, caller.username()));
  }
}
