package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.http.AccountBodies.LoggedIn;
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

/** Gives tokens to scripts of whoever holds the signing key. */
@RestController
@Responds(with = LoggedIn.class)
@Responds(status = 202, with = Answers.Pending.class)
final class ScriptSessionController {

  static final String PATH = "/api/auth/script-sessions";

  private final CommandGateway<AccountCommand> gateway;
  private final CommandFactory commands;
  private final ScriptAssertions assertions;
  private final ScriptAccounts accounts;
  private final SessionOpening sessions;

  ScriptSessionController(
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      ScriptAssertions assertions,
      ScriptAccounts accounts,
      SessionOpening sessions) {
    this.gateway = gateway;
    this.commands = commands;
    this.assertions = assertions;
    this.accounts = accounts;
    this.sessions = sessions;
  }

  /**
   * Asks for a session of a script.
   *
   * @param assertion see {@link ScriptAssertions}
   */
  record OpenScriptSession(String assertion) {

    /** Without the assertion. */
    @Override
    public String toString() {
      return "OpenScriptSession[]";
    }
  }

  /** The token leaves when the log has the session and the record that it was given out. */
  @PostMapping(PATH)
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
    gateway.post(commands.tokenIssued(request, account.userId())).join();
    return sessions.open(account, request);
  }
}
