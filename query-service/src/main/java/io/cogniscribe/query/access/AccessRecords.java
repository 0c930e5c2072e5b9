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
 * Records that the caller of the current request reads another user's data. Each method returns
 * after the log has the record, or throws a 503 {@code access_not_recorded}: data is served only
 * after the access is recorded. A caller's reads of its own data are not recorded.
 */
public final class AccessRecords {

  private static final Logger LOG = LoggerFactory.getLogger(AccessRecords.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  private final Recorder recorder;
  private final HttpServletRequest current;

  /**
   * @param current proxy of the current thread's request
   */
  AccessRecords(Recorder recorder, HttpServletRequest current) {
    this.recorder = recorder;
    this.current = current;
  }

  /**
   * Records the read of a job or a part of it. Progress reads by workers and producers are not
   * recorded: these callers poll, and the progress was reported by workers in the first place.
   */
  public void ofJob(Caller caller, AccessAction action, UUID jobId, UUID owner) {
    boolean isPolling = action == AccessAction.READ_JOB_PROGRESS && !caller.has(Role.OPERATOR);
    if (!owner.equals(caller.userId()) && !isPolling) {
      record(new AccessRecord(action, jobId, owner));
    }
  }

  /** Marks a read of another user's job, which the caller may not see, for {@link Refusals}. */
  public void refusedJob(UUID jobId) {
    current.setAttribute(Refusals.JOB, jobId);
  }

  /** Records the read of data that belongs to one user. */
  public void ofPerson(Caller caller, AccessAction action, UUID person) {
    if (!person.equals(caller.userId())) {
      record(new AccessRecord(action, null, person));
    }
  }

  /** Records a read that may concern all users, as one record. */
  public void ofAnybody(AccessAction action) {
    record(new AccessRecord(action, null, null));
  }

  private void record(AccessRecord read) {
    try {
      recorder.record(AccessRecord.PATH, read, current);
    } catch (NotRecordedException failure) {
      LOG.warn("refused {} because it cannot be recorded: {}", read, failure.getMessage());
      throw ProblemException.unavailable(
          "access_not_recorded",
          "Your access to another user's data cannot be recorded now; try again.",
          RETRY_AFTER_SECONDS);
    }
  }
}
