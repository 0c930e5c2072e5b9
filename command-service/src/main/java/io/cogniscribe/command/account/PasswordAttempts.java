package io.cogniscribe.command.account;

import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.limit.LimitAudit;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks the passwords that people send, and holds up whoever guesses. A log-in and a confirmation
 * count alike: a session that was stolen gives nobody more guesses.
 */
record PasswordAttempts(
    LoginDelays delays, PasswordCheck passwords, CredentialView credentials, LimitAudit audit) {

  /**
   * Checks a password when the time of the attempt has come.
   *
   * @param caller null at the log-in, whatever token comes along
   * @throws io.cogniscribe.web.problem.ProblemException 429, when that is too far away; the first
   *     of these refusals is audited, and none of the others until the client may come again
   */
  PasswordCheck.Result check(
      UUID usernameClaim,
      String password,
      RouteClass routeClass,
      @Nullable Caller caller,
      WriteRequest request) {
    String address = request.origin().clientAddress();
    delays.await(
        usernameClaim,
        address,
        () -> audit.exceeded(exceeded(usernameClaim, routeClass, caller, request)));
    PasswordCheck.Result checked = passwords.of(usernameClaim, password);
    if (checked.matches()) {
      delays.succeeded(usernameClaim, address);
    } else {
      delays.failed(usernameClaim, address);
    }
    return checked;
  }

  /** Concerns whoever has the name, like the failures before. */
  private LimitAudit.Exceeded exceeded(
      UUID usernameClaim, RouteClass routeClass, @Nullable Caller caller, WriteRequest request) {
    return new LimitAudit.Exceeded(
        routeClass,
        LoginDelays.TOO_MANY_FAILED,
        caller,
        credentials.soFar(usernameClaim).map(Credential::userId).orElse(null),
        request.origin().correlationId(),
        request.origin().clientAddress(),
        request.origin().userAgent());
  }
}
