package io.cogniscribe.command.edge;

import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes records of skips from the tools for parked records, which send the operator's own token.
 * The audit log is where projections learn of skips. The gateway does not lead here.
 */
@RestController
final class SkipController {

  private final AccessLog accesses;

  SkipController(AccessLog accesses) {
    this.accesses = accesses;
  }

  /** Answers when the log has the record: from then on it cannot fail to reach the audit log. */
  @PostMapping("/internal/skip-records")
  @Responds(status = 204, with = Void.class)
  ResponseEntity<Void> record(@RequestBody SkipRecord skip, WriteRequest request, Caller caller) {
    if (!caller.has(Role.OPERATOR)) {
      throw ProblemException.forbidden("Only operators may have records skipped.");
    }
    String token = accesses.skip(caller, request, skip);
    return ResponseEntity.noContent().header(Answers.CONSISTENCY_TOKEN, token).build();
  }
}
