package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.account.AccountBodies.ChangeRoles;
import io.cogniscribe.command.account.AccountBodies.Changed;
import io.cogniscribe.command.edge.AccessLog;
import io.cogniscribe.command.edge.Actors;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Changes other people's accounts. The decider, not this controller, refuses callers that are not
 * operators, so that their attempts are audited.
 */
@RestController
@Responds(with = Changed.class)
@Responds(status = 202, with = Answers.Pending.class)
record OperatorController(
    CommandGateway<AccountCommand> gateway, CommandFactory commands, AccessLog accesses) {

  @PostMapping("/api/users/{user_id}/deactivate")
  ResponseEntity<Object> deactivate(
      @PathVariable("user_id") UUID userId, WriteRequest request, Caller caller) {
    return send(caller, request, userId, new AccountCommand.Deactivate());
  }

  @PostMapping("/api/users/{user_id}/reactivate")
  ResponseEntity<Object> reactivate(
      @PathVariable("user_id") UUID userId, WriteRequest request, Caller caller) {
    return send(caller, request, userId, new AccountCommand.Reactivate());
  }

  @PutMapping("/api/users/{user_id}/roles")
  ResponseEntity<Object> changeRoles(
      @PathVariable("user_id") UUID userId,
      @RequestBody ChangeRoles body,
      WriteRequest request,
      Caller caller) {
    return send(caller, request, userId, new AccountCommand.ChangeRoles(body.roles()));
  }

  /**
   * Deletes an account for an operator. People delete their own accounts with their password,
   * through another route. The decider cannot distinguish the two, so this method records the
   * refusal in the audit log.
   */
  @DeleteMapping("/api/users/{user_id}")
  ResponseEntity<Object> delete(
      @PathVariable("user_id") UUID userId, WriteRequest request, Caller caller) {
    if (!caller.has(Role.OPERATOR)) {
      request.quota().count();
      accesses.refused(caller, request, userId, "account_delete", "forbidden");
      throw ProblemException.forbidden(
          "Only operators may delete other accounts. To delete yours, use /api/users/me.");
    }
    return send(caller, request, userId, new AccountCommand.DeleteAccount());
  }

  private ResponseEntity<Object> send(
      Caller caller, WriteRequest request, UUID userId, AccountCommand command) {
    return Answers.send(
        gateway,
        commands.repeatable(request, Actors.ofAccount(caller), userId, command),
        request,
        Answers.ok(accepted -> new Changed(true, accepted.status())));
  }
}
