package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.Problems;
import io.cogniscribe.command.edge.RequestIds;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.ScriptAssertions.Script;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** The accounts of scripts. Each is created when its script first asks for a session. */
record ScriptAccounts(
    CredentialView credentials,
    CommandGateway<AccountCommand> gateway,
    CommandFactory commands,
    NameClaims names,
    Passwords passwords) {

  private static final String EXISTS = "account_exists";

  /**
   * Returns the script's account, with its role and no other.
   *
   * @throws ProblemException 409, when the account was deleted or another account has its name;
   *     503, when the log does not answer in time
   */
  Credential of(Script script, WriteRequest request) {
    List<String> roles = List.of(script.role().label());
    Credential account =
        new Credential(
            script.accountId(),
            names.id(NameKind.USERNAME, script.username()),
            script.username(),
            script.email(),
            "",
            roles,
            true);
    boolean isReady =
        credentials
            .account(account.userId())
            .filter(known -> known.roles().equals(roles))
            .isPresent();
    if (!isReady) {
      create(account, request);
    }
    return account;
  }

  private void create(Credential account, WriteRequest request) {
    AccountCommand register =
        new AccountCommand.Register(
            account.username(),
            account.email(),
            // This password is never used: only assertions open sessions of scripts.
            passwords.hash(UUID.randomUUID().toString()),
            account.usernameClaim(),
            names.id(NameKind.EMAIL, account.email()));
    // Concurrent requests give the same command.
    RequestIds ids = RequestIds.derived("scripts", "register", account.userId().toString());
    if (send(
                commands.withId(
                    request.origin(), Actor.SYSTEM, ids.commandId(), account.userId(), register))
            instanceof Outcome.Rejected rejected
        && !rejected.code().equals(EXISTS)) {
      throw Problems.of(rejected);
    }
    AccountCommand roles = new AccountCommand.ChangeRoles(account.roles());
    if (send(commands.unrepeatable(request.origin(), Actor.SYSTEM, account.userId(), roles))
        instanceof Outcome.Rejected) {
      throw new ProblemException(
          HttpStatus.CONFLICT,
          "script_account_deleted",
          "The account of this script was deleted. Use another name.");
    }
  }

  private Outcome.Result send(CommandEnvelope<AccountCommand> command) {
    Outcome.Result result = gateway.send(command).join().result();
    if (result instanceof Outcome.Pending) {
      throw ProblemException.unavailable(
          "log_unavailable", "The account of the script is not ready yet. Try again.", 1);
    }
    return result;
  }
}
