package io.cogniscribe.command.job;

import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.job.JobBodies.JobAnswer;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.security.Caller;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the commands to a job: one route for each step of its life cycle. */
@RestController
@Responds(with = JobAnswer.class)
@Responds(status = 202, with = Answers.Pending.class)
@RequestMapping("/api/jobs")
record JobController(CommandGateway<JobCommand> gateway, JobCommandFactory commands, Users users) {

  @PostMapping
  @Responds(status = 201, with = JobAnswer.class)
  @Responds(status = 202, with = Answers.Pending.class)
  ResponseEntity<Object> submit(
      @RequestBody JobBodies.SubmitJob body, Caller caller, WriteRequest request) {
    return Answers.send(
        gateway,
        commands.submission(caller, request, body.command(caller), users.existence()),
        request,
        (outcome, accepted) ->
            Answers.success(
                ResponseEntity.created(URI.create("/api/jobs/" + outcome.aggregateId())),
                outcome,
                accepted,
                JobAnswer.of(outcome, accepted)));
  }

  @PostMapping("/{job_id}/start")
  ResponseEntity<Object> start(
      @PathVariable("job_id") UUID jobId,
      @RequestBody(required = false) JobBodies.@Nullable Nothing body,
      Caller caller,
      WriteRequest request) {
    return send(jobId, new JobCommand.Start(), caller, request);
  }

  @PostMapping("/{job_id}/progress")
  ResponseEntity<Object> reportProgress(
      @PathVariable("job_id") UUID jobId,
      @RequestBody JobBodies.ReportProgress body,
      Caller caller,
      WriteRequest request) {
    return send(jobId, body.command(), caller, request);
  }

  @PostMapping("/{job_id}/complete")
  ResponseEntity<Object> complete(
      @PathVariable("job_id") UUID jobId,
      @RequestBody JobBodies.CompleteJob body,
      Caller caller,
      WriteRequest request) {
    return send(jobId, body.command(), caller, request);
  }

  @PostMapping("/{job_id}/fail")
  ResponseEntity<Object> fail(
      @PathVariable("job_id") UUID jobId,
      @RequestBody JobBodies.FailJob body,
      Caller caller,
      WriteRequest request) {
    return send(jobId, body.command(), caller, request);
  }

  @PostMapping("/{job_id}/retry")
  ResponseEntity<Object> retry(
      @PathVariable("job_id") UUID jobId,
      @RequestBody(required = false) JobBodies.@Nullable Nothing body,
      Caller caller,
      WriteRequest request) {
    return send(jobId, new JobCommand.Retry(), caller, request);
  }

  @PostMapping("/{job_id}/cancel")
  ResponseEntity<Object> cancel(
      @PathVariable("job_id") UUID jobId,
      @RequestBody(required = false) JobBodies.@Nullable Nothing body,
      Caller caller,
      WriteRequest request) {
    return send(jobId, new JobCommand.Cancel(), caller, request);
  }

  @DeleteMapping("/{job_id}")
  ResponseEntity<Object> delete(
      @PathVariable("job_id") UUID jobId, Caller caller, WriteRequest request) {
    return send(jobId, new JobCommand.Delete(), caller, request);
  }

  private ResponseEntity<Object> send(
      UUID jobId, JobCommand command, Caller caller, WriteRequest request) {
    return Answers.send(
        gateway,
        commands.toJob(caller, request, jobId, command),
        request,
        (outcome, accepted) ->
            Answers.success(
                ResponseEntity.ok(), outcome, accepted, JobAnswer.of(outcome, accepted)));
  }
}
