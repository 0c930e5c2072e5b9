package io.cogniscribe.query.session;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.security.Caller;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Open sessions over HTTP, newest first. */
@RestController
class SessionController {

  /** An object around the list, to which fields can be added later. */
  record Sessions(List<Session> items) {}

  private final SessionTable table;
  private final AccessRecords accesses;

  SessionController(SessionTable table, AccessRecords accesses) {
    this.table = table;
    this.accesses = accesses;
  }

  /** Returns the caller's sessions. */
  @GetMapping("/api/auth/sessions")
  Sessions own(Caller caller) {
    return new Sessions(table.open(caller.userId(), caller.sessionId()));
  }

  /** Returns the sessions of any user, for operators. */
  @GetMapping("/api/users/{id}/sessions")
  Sessions ofUser(@PathVariable UUID id, Caller caller) {
    Ownership.operatorsOnly(caller);
    accesses.ofPerson(caller, AccessAction.LIST_SESSIONS, id);
    return new Sessions(table.open(id, caller.sessionId()));
  }
}
