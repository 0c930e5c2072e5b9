package io.cogniscribe.devstack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Acts as producer, worker and owner of a job, as its plan says. */
final class JobPlay {

  private final PatientWriter writer;
  private final Cast cast;

  /**
   * The actors of a run.
   *
   * @param runId prefix of all keys, so that no two runs share one
   * @param users ids of the users, by number
   * @param userTokens tokens of the users that act as owners, by number
   */
  record Cast(
      String runId,
      String producerToken,
      String workerToken,
      List<UUID> users,
      Map<Integer, String> userTokens) {

    String token(Step step, JobPlan plan) {
      if (step == Step.SUBMIT) {
        return producerToken;
      }
      return step.isOwners() ? userTokens.getOrDefault(plan.owner(), "") : workerToken;
    }
  }

  JobPlay(PatientWriter writer, Cast cast) {
    this.writer = writer;
    this.cast = cast;
  }

  /**
   * Executes the steps of the plan until one is not acknowledged.
   *
   * @throws NotAcknowledged when the submission is not acknowledged
   */
  DemoJob play(JobPlan plan) throws InterruptedException {
    List<Step> steps = plan.fate().steps();
    UUID user = cast.users().get(plan.owner());
    UUID job = submit(plan, user);
    List<Step> acknowledged = new ArrayList<>(List.of(Step.SUBMIT));
    for (int i = 1; i < steps.size(); i++) {
      Write write = write(steps.get(i), i, job, plan);
      Answer answer = writer.send(write);
      if (!(answer instanceof Answer.Acknowledged)) {
        String complaint = NotAcknowledged.describe(write, answer);
        return new DemoJob(job, plan.transcript(), acknowledged, Optional.of(complaint));
      }
      acknowledged.add(steps.get(i));
    }
    return new DemoJob(job, plan.transcript(), acknowledged, Optional.empty());
  }

  private UUID submit(JobPlan plan, UUID user) throws InterruptedException {
    Transcript transcript = plan.transcript();
    Write write =
        Write.post(
            "/api/jobs",
            cast.token(Step.SUBMIT, plan),
            key(plan, 0),
            Map.of(
                "user_id", user.toString(),
                "filename", transcript.filename(),
                "original_filename", transcript.filename(),
                "file_size_bytes", transcript.fileSizeBytes(),
                "subject", transcript.subject()));
    return switch (writer.send(write)) {
      case Answer.Acknowledged submitted -> UUID.fromString(submitted.field("job_id"));
      case Answer other -> throw NotAcknowledged.of(write, other);
    };
  }

  private Write write(Step step, int number, UUID job, JobPlan plan) {
    String path = "/api/jobs/" + job;
    String token = cast.token(step, plan);
    String key = key(plan, number);
    return switch (step) {
      case SUBMIT -> throw new IllegalArgumentException("a job is submitted once");
      case START -> Write.post(path + "/start", token, key, Map.of());
      case PROGRESS_25 -> progress(path, token, key, "preprocessing", 25);
      case PROGRESS_50 -> progress(path, token, key, "transcribing", 50);
      case PROGRESS_60 -> progress(path, token, key, "transcribing", 60);
      case PROGRESS_75 -> progress(path, token, key, "summarizing", 75);
      case COMPLETE -> Write.post(path + "/complete", token, key, result(plan.transcript()));
      case FAIL ->
          Write.post(
              path + "/fail",
              token,
              key,
              Map.of(
                  "error_code", "transcription_failed",
                  "error_message", "The recording could not be understood."));
      case RETRY -> Write.post(path + "/retry", token, key, Map.of());
      case CANCEL -> Write.post(path + "/cancel", token, key, Map.of());
      case DELETE -> Write.delete(path, token, key);
    };
  }

  private static Write progress(String path, String token, String key, String stage, int percent) {
    return Write.post(
        path + "/progress",
        token,
        key,
        Map.of("stage", stage, "percent", percent, "message", "step " + percent));
  }

  private static Map<String, Object> result(Transcript transcript) {
    return Map.of(
        "transcript_text", transcript.transcriptText(),
        "summary_text", transcript.summary(),
        "transcript_duration", transcript.transcriptDuration(),
        "segment_count", transcript.segments(),
        "language_detected", "en");
  }

  private String key(JobPlan plan, int step) {
    return "demo-%s-%d-%d".formatted(cast.runId(), plan.number(), step);
  }
}
