package io.cogniscribe.command.account;

import io.cogniscribe.command.account.AccountBodies.LoggedIn;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.AccessLog;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.ScriptAssertions;
import io.cogniscribe.web.security.ScriptAssertions.Script;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens sessions for scripts that hold the signing key. */
@RestController
@Responds(with = LoggedIn.class)
@Responds(status = 202, with = Answers.Pending.class)
record ScriptSessionController(
    AccessLog accesses,
    ScriptAssertions assertions,
    ScriptAccounts accounts,
    SessionOpening sessions) {

  /**
   * Asks for a session of a script.
   *
   * @param assertion see {@link ScriptAssertions}
   */
  record OpenScriptSession(String assertion) {

    /** Omits the assertion. */
    @Override
    public String toString() {
      return "OpenScriptSession[]";
    }
  }

  /**
   * Opens a session. The log has the session and a record of the token before the token is sent.
   */
  @PostMapping("/api/auth/script-sessions")
  ResponseEntity<Object> open(@RequestBody OpenScriptSession body, WriteRequest request) {
    Script script =
        assertions
            .verify(body.assertion())
            .orElseThrow(() ->
                new ProblemException(
                        HttpStatus.UNAUTHORIZED,
                        "invalid_assertion",
                        "The assertion is not signed with the key of these services,"
                            + " or is not valid now.")
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
    Credential account = accounts.of(script, request);
    accesses.tokenIssued(request, account.userId());
    return sessions.open(account, request);
  }
}
