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
 * Records skips on behalf of the tools for parked records, which forward the operator's own token.
 * Projections learn of skips from the audit log. The gateway does not expose this route.
 */
@RestController
record SkipController(AccessLog accesses) {

  /** Responds once the record is in the log, from where it always reaches the audit log. */
  @PostMapping("/internal/skip-records")
  @Responds(status = 204, with = Void.class)
  ResponseEntity<Void> record(@RequestBody SkipRecord skip, WriteRequest request, Caller caller) {
    if (!caller.has(Role.OPERATOR)) {
      throw ProblemException.forbidden("Only operators may skip records.");
    }
    String token = accesses.skip(caller, request, skip);
    return ResponseEntity.noContent().header(Answers.CONSISTENCY_TOKEN, token).build();
  }
}
