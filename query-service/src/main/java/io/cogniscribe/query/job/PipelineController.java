package io.cogniscribe.query.job;

import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.http.CanonicalUuid;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Jobs at the path that clients of the first generation use. */
@RestController
class PipelineController {

  private final VisibleJobs jobs;

  PipelineController(VisibleJobs jobs) {
    this.jobs = jobs;
  }

  /**
   * Returns the task, or 404 also for an id that is not a UUID: for those clients a task id is any
   * text.
   */
  @GetMapping("/api/pipeline/{task_id}")
  PipelineTask task(@PathVariable("task_id") String taskId, Caller caller) {
    return CanonicalUuid.parse(taskId)
        .flatMap(id -> jobs.find(caller, AccessAction.READ_JOB, id))
        .flatMap(jobs::whole)
        .map(job -> PipelineTask.of(job, jobs.progressOf(job)))
        .orElseThrow(() -> ProblemException.notFound("task_not_found", "There is no such task."));
  }
}
