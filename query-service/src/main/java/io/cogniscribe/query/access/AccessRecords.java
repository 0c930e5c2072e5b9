package io.cogniscribe.query.access;

import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has it recorded that the caller of the current request reads what is another's. Every method
 * returns when the log has the record, or throws a 503 {@code access_not_recorded}: what cannot be
 * recorded is not shown. For what is the caller's own there is nothing to record.
 */
public final class AccessRecords {

  private static final Logger LOG = LoggerFactory.getLogger(AccessRecords.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  private final Recorder recorder;
  private final HttpServletRequest current;

  /**
   * @param current stands for the request of whichever thread asks
   */
  AccessRecords(Recorder recorder, HttpServletRequest current) {
    this.recorder = recorder;
    this.current = current;
  }

  /**
   * A job, or something of it. Workers and producers ask again and again how far a job is, which
   * the workers themselves have reported: that alone is not recorded of them.
   */
  public void ofJob(Caller caller, AccessAction action, UUID jobId, UUID owner) {
    boolean isPolling = action == AccessAction.READ_JOB_PROGRESS && !caller.has(Role.OPERATOR);
    if (!owner.equals(caller.userId()) && !isPolling) {
      record(new AccessRecord(action, jobId, owner));
    }
  }

  /** A job of another person, which the caller is told does not exist. */
  public void refusedJob(UUID jobId) {
    current.setAttribute(Refusals.JOB, jobId);
  }

  /** What belongs to one person. */
  public void ofPerson(Caller caller, AccessAction action, UUID person) {
    if (!person.equals(caller.userId())) {
      record(new AccessRecord(action, null, person));
    }
  }

  /** What belongs to anybody: one record, however many people's data it shows. */
  public void ofAnybody(AccessAction action) {
    record(new AccessRecord(action, null, null));
  }

  private void record(AccessRecord read) {
    try {
      recorder.record(AccessRecord.PATH, read, current);
    } catch (NotRecordedException failure) {
      LOG.warn("{} is refused, since it cannot be recorded: {}", read, failure.getMessage());
      throw ProblemException.unavailable(
          "access_not_recorded",
          "This is somebody else's, and that you read it cannot be recorded now; try again.",
          RETRY_AFTER_SECONDS);
    }
  }
}
