package io.cogniscribe.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JobPlayTest {

  private final List<Write> sent = new ArrayList<>();

  @Test
  void sendsEachStepAsProducerOrWorkerOrOwner() throws InterruptedException {
    DemoJob demoJob = play("").play(Plans.plan(Fate.RETRIED));

    assertThat(demoJob.acknowledged()).isEqualTo(Fate.RETRIED.steps());
    assertThat(demoJob.complaint()).isEmpty();
    assertThat(sent)
        .extracting(write -> write.token() + " " + write.path().replace(Plans.JOB.toString(), "J"))
        .containsExactly(
            "producer /api/jobs",
            "worker /api/jobs/J/start",
            "worker /api/jobs/J/fail",
            "owner /api/jobs/J/retry",
            "worker /api/jobs/J/start",
            "worker /api/jobs/J/progress",
            "worker /api/jobs/J/complete");
    assertThat(sent).extracting(Write::idempotencyKey).doesNotHaveDuplicates();
    assertThat(sent.getFirst().body())
        .containsEntry("user_id", Plans.USER.toString())
        .containsEntry("file_size_bytes", 160_000L);
    assertThat(sent.getLast().body()).containsEntry("transcript_text", "The heart is a muscle.");
  }

  @Test
  void endsTheJobWithAComplaintWhenAStepIsRefused() throws InterruptedException {
    DemoJob demoJob = play("/complete").play(Plans.plan(Fate.COMPLETED));

    assertThat(demoJob.acknowledged()).endsWith(Step.PROGRESS_75);
    assertThat(demoJob.complaint()).hasValueSatisfying(text -> assertThat(text).contains("409"));
  }

  @Test
  void failsWhenTheSubmissionIsRefused() {
    assertThatThrownBy(() -> play("/api/jobs").play(Plans.plan(Fate.WAITING)))
        .isInstanceOf(NotAcknowledged.class)
        .hasMessageContaining("POST /api/jobs was refused with status 409");
  }

  private JobPlay play(String refusedPath) {
    PatientWriter writer =
        new PatientWriter(
            write -> {
              sent.add(write);
              return !refusedPath.isEmpty() && write.path().endsWith(refusedPath)
                  ? new Answer.Refused(409, "{}")
                  : new Answer.Acknowledged("{\"job_id\":\"" + Plans.JOB + "\"}");
            },
            Duration.ZERO);
    JobPlay.Cast cast =
        new JobPlay.Cast("run", "producer", "worker", List.of(Plans.USER), Map.of(0, "owner"));
    return new JobPlay(writer, cast);
  }
}
