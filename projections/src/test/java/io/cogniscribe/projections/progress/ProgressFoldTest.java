package io.cogniscribe.projections.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.progress.ProgressChanges.Counter;
import io.cogniscribe.projections.progress.ProgressChanges.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests the changes of a batch in Redis. */
final class ProgressFoldTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");

  @Test
  void aNewJobIsPendingAndCounted() {
    JobStory job = JobStory.submitted(USER, AT);

    ProgressChanges changes = fold(job);

    assertThat(task(changes).state())
        .isEqualTo(
            new ProgressChanges.State(
                USER.toString(),
                "pending",
                1,
                0,
                1,
                "2026-11-01T08:00:00Z",
                AT.plus(Duration.ofHours(24)).getEpochSecond()));
    assertThat(changes.counters()).containsExactly(new Counter("counter:jobs:pending", 1));
  }

  @Test
  void aJobCountsOnceWhereverItEndsUp() {
    assertThat(fold(JobStory.submitted(USER, AT).started()).counters())
        .containsExactly(new Counter("counter:jobs:processing", 1));
    assertThat(fold(JobStory.submitted(USER, AT).started().completed()).counters())
        .containsExactly(new Counter("counter:jobs:completed", 1));
    assertThat(fold(JobStory.submitted(USER, AT).started().failed()).counters())
        .containsExactly(new Counter("counter:jobs:failed", 1));
    assertThat(fold(JobStory.submitted(USER, AT).started().failed().retried()).counters())
        .containsExactly(new Counter("counter:jobs:pending", 1));
    assertThat(fold(JobStory.submitted(USER, AT).cancelled()).counters())
        .containsExactly(new Counter("counter:jobs:cancelled", 1));
    assertThat(fold(JobStory.submitted(USER, AT).started().deleted()).counters()).isEmpty();
  }

  @Test
  void aTransitionMovesOneFromItsFormerStatus() {
    JobStory job = JobStory.submitted(USER, AT).started();

    ProgressChanges changes = ProgressFold.fold(List.of(TaskFact.of(job.last())), AT);

    assertThat(changes.counters())
        .containsExactly(
            new Counter("counter:jobs:pending", -1), new Counter("counter:jobs:processing", 1));
  }

  @Test
  void aCompletedJobIsDoneByAHundredPercent() {
    Task task = task(fold(JobStory.submitted(USER, AT).started().completed()));

    assertThat(Objects.requireNonNull(task.state()).percent()).isEqualTo(100);
  }

  @Test
  void aCancelledJobKeepsItsAttemptWhereTheBatchKnowsIt() {
    JobStory job = JobStory.submitted(USER, AT).started().failed().retried().cancelled();

    assertThat(Objects.requireNonNull(task(fold(job)).state()).attempt()).isEqualTo(2);
    ProgressChanges later = ProgressFold.fold(List.of(TaskFact.of(job.last())), AT);
    assertThat(Objects.requireNonNull(task(later).state()).attempt()).isNull();
  }

  @Test
  void aDeletedJobLeavesATombstoneForAsLongAsItsProgressMayCome() {
    JobStory job = JobStory.submitted(USER, AT).deleted();

    Task task = task(fold(job));

    assertThat(task.state()).isNull();
    assertThat(task.deletedUntil())
        .isEqualTo(job.last().recordedAt().plus(Duration.ofHours(24)).getEpochSecond());
  }

  @Test
  void theLastProgressOfTheLatestAttemptCounts() {
    JobStory job = JobStory.submitted(USER, AT).started();
    List<TaskFact> facts =
        List.of(
            TaskFact.ofReport(job.progress(2, 10)),
            TaskFact.ofReport(job.progress(2, 25)),
            TaskFact.ofReport(job.progress(1, 75)));

    assertThat(task(ProgressFold.fold(facts, AT)).progress())
        .satisfies(progress ->
            assertThat(progress)
                .extracting(ProgressChanges.Progress::attempt, ProgressChanges.Progress::percent)
                .containsExactly(2, 25));
  }

  @Test
  void whatHappenedMoreThanADayAgoCountsAndLeavesNoTask() {
    JobStory job = JobStory.submitted(USER, AT).started();
    List<TaskFact> facts = new ArrayList<>();
    job.events().forEach(event -> facts.add(TaskFact.of(event)));
    facts.add(TaskFact.ofReport(job.progress(50)));

    ProgressChanges changes = ProgressFold.fold(facts, AT.plus(Duration.ofHours(25)));

    assertThat(changes.tasks()).isEmpty();
    assertThat(changes.counters()).containsExactly(new Counter("counter:jobs:processing", 1));
  }

  private static ProgressChanges fold(JobStory story) {
    return ProgressFold.fold(story.events().stream().map(TaskFact::of).toList(), AT);
  }

  private static Task task(ProgressChanges changes) {
    assertThat(changes.tasks()).hasSize(1);
    return changes.tasks().getFirst();
  }
}
