package io.cogniscribe.query.job;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.consistency.ConsistencyToken;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.page.Page;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Jobs over HTTP. */
@RestController
@RequestMapping("/api/jobs")
class JobController {

  record History(List<HistoryEntry> items) {}

  private final JobTable table;
  private final VisibleJobs jobs;
  private final AccessRecords accesses;

  JobController(JobTable table, VisibleJobs jobs, AccessRecords accesses) {
    this.table = table;
    this.jobs = jobs;
    this.accesses = accesses;
  }

  /**
   * Returns one job with its texts. Answers 304 without reading the texts when the client has this
   * version.
   */
  @GetMapping("/{id}")
  @Nullable ResponseEntity<Job> job(@PathVariable UUID id, Caller caller, WebRequest request) {
    StoredJob stored = found(jobs.find(caller, AccessAction.READ_JOB, id));
    if (request.checkNotModified(stored.job().eTag())) {
      return null;
    }
    Job job = found(jobs.whole(stored));
    return ResponseEntity.ok().eTag(job.eTag()).body(job);
  }

  /** Returns the jobs of the caller, or of the user that an operator names, newest first. */
  @GetMapping
  ResponseEntity<Page<Job>> list(
      @RequestParam(name = "user_id", required = false) @Nullable UUID userId,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      HttpServletRequest request) {
    PageRequest page = PageRequest.of(limit, cursor);
    JobStatus wanted = status == null ? null : JobStatus.ofLabel(status);
    UUID owner = Ownership.listed(caller, userId);
    accesses.ofPerson(caller, AccessAction.LIST_JOBS, owner);
    List<Job> fetched = table.list(owner, wanted, page);
    return Page.of(page, fetched, job -> new Cursor(job.createdAt(), job.id())).answer(request);
  }

  /** Returns the progress of the job. Reads the row too if the client sent a consistency token. */
  @GetMapping("/{id}/progress")
  Progress progress(
      @PathVariable UUID id,
      @RequestHeader(name = ConsistencyToken.HEADER, required = false) @Nullable String token,
      Caller caller) {
    return found(token == null ? jobs.progress(caller, id) : jobs.progressOfRow(caller, id));
  }

  /** Returns the events of the job, oldest first. */
  @GetMapping("/{id}/history")
  History history(@PathVariable UUID id, Caller caller) {
    found(jobs.find(caller, AccessAction.READ_JOB_HISTORY, id));
    return new History(table.history(id));
  }

  private static <T> T found(Optional<T> value) {
    return value.orElseThrow(
        () -> ProblemException.notFound("job_not_found", "There is no such job."));
  }
}
