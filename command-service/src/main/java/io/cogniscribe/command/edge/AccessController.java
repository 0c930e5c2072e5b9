package io.cogniscribe.command.edge;

import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.access.RefusedRead;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Records reads on behalf of the query-service, which forwards the reader's own token, so that a
 * caller cannot record anything in another person's name. The gateway does not expose this route.
 */
@RestController
record AccessController(AccessLog accesses) {

  /** Responds once the record is in the log, from where it always reaches the audit log. */
  @PostMapping(AccessRecord.PATH)
  @Responds(status = 204, with = Void.class)
  ResponseEntity<Void> record(@RequestBody AccessRecord read, WriteRequest request, Caller caller) {
    if (!read.action().isOpenTo(caller)) {
      throw ProblemException.forbidden("Your role cannot record reads of other people's data.");
    }
    String token = accesses.read(caller, request, read);
    return ResponseEntity.noContent().header(Answers.CONSISTENCY_TOKEN, token).build();
  }

  /** Records refused reads; responds once the record is in the log. */
  @PostMapping(RefusedRead.PATH)
  @Responds(status = 204, with = Void.class)
  ResponseEntity<Void> record(
      @RequestBody RefusedRead refused, WriteRequest request, Caller caller) {
    String token = accesses.refused(caller, request, refused);
    return ResponseEntity.noContent().header(Answers.CONSISTENCY_TOKEN, token).build();
  }
}
