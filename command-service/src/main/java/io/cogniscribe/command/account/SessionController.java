package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.edge.AccessLog;
import io.cogniscribe.command.edge.Actors;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Ends the caller's sessions. */
@RestController
@Responds(with = SessionController.LoggedOut.class)
@Responds(status = 202, with = Answers.Pending.class)
record SessionController(
    CommandGateway<AccountCommand> gateway, CommandFactory commands, AccessLog accesses) {

  private static final String NO_SESSION = "no_session";

  record LoggedOut(boolean success, String message) {}

  @PostMapping("/api/auth/logout")
  ResponseEntity<Object> logOut(WriteRequest request, Caller caller) {
    if (caller.sessionId() == null) {
      request.quota().count();
      accesses.refused(caller, request, caller.userId(), "logout", NO_SESSION);
      throw new ProblemException(
          HttpStatus.CONFLICT, NO_SESSION, "This token does not belong to a session.");
    }
    return send(caller, request, new AccountCommand.CloseSession(caller.sessionId()));
  }

  @PostMapping("/api/auth/logout-all")
  ResponseEntity<Object> logOutEverywhere(WriteRequest request, Caller caller) {
    return send(caller, request, new AccountCommand.CloseSessions());
  }

  @DeleteMapping("/api/auth/sessions/{session_id}")
  ResponseEntity<Object> end(
      @PathVariable("session_id") UUID sessionId, WriteRequest request, Caller caller) {
    return send(caller, request, new AccountCommand.CloseSession(sessionId));
  }

  private ResponseEntity<Object> send(Caller caller, WriteRequest request, AccountCommand command) {
    return Answers.send(
        gateway,
        commands.repeatable(request, Actors.ofAccount(caller), caller.userId(), command),
        request,
        Answers.ok(_ -> new LoggedOut(true, "Logged out")));
  }
}
