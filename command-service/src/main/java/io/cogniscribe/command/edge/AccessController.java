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
 * Takes records of reads from the query-service, which sends the reader's own token along: nobody
 * can record anything in another's name. The gateway does not lead here.
 */
@RestController
final class AccessController {

  private final AccessLog accesses;

  AccessController(AccessLog accesses) {
    this.accesses = accesses;
  }

  /** Answers when the log has the record: from then on it cannot fail to reach the audit log. */
  @PostMapping(AccessRecord.PATH)
  @Responds(status = 204, with = Void.class)
  ResponseEntity<Void> record(@RequestBody AccessRecord read, WriteRequest request, Caller caller) {
    if (!read.action().isOpenTo(caller)) {
      throw ProblemException.forbidden("Your role reads nothing of others that could be recorded.");
    }
    String token = accesses.read(caller, request, read);
    return ResponseEntity.noContent().header(Answers.CONSISTENCY_TOKEN, token).build();
  }

  /** Takes note of refused reads in the same way. */
  @PostMapping(RefusedRead.PATH)
  @Responds(status = 204, with = Void.class)
  ResponseEntity<Void> record(
      @RequestBody RefusedRead refused, WriteRequest request, Caller caller) {
    String token = accesses.refused(caller, request, refused);
    return ResponseEntity.noContent().header(Answers.CONSISTENCY_TOKEN, token).build();
  }
}
