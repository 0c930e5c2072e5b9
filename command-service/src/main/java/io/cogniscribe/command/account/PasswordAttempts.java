package io.cogniscribe.command.account;

import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.AccessLog;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords and delays clients that guess them. A log-in and a confirmation count alike, so
 * that a stolen session gives no additional guesses.
 */
record PasswordAttempts(LoginDelays delays, PasswordCheck passwords, AccessLog accesses) {

  /**
   * Checks a password after the delay of the attempt.
   *
   * @param caller null at the log-in, even if the request has a token
   * @throws io.cogniscribe.web.problem.ProblemException 429, when the delay is too long. Only the
   *     first refusal of a client in its current delay is audited.
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
        () ->
            // The refusal concerns the owner of the name.
            accesses.exceeded(
                routeClass,
                LoginDelays.TOO_MANY_FAILED,
                caller,
                passwords.credentials().soFar(usernameClaim).map(Credential::userId).orElse(null),
                request.origin()));
    PasswordCheck.Result checked = passwords.of(usernameClaim, password);
    if (checked.matches()) {
      delays.succeeded(usernameClaim, address);
    } else {
      delays.failed(usernameClaim, address);
    }
    return checked;
  }
}
