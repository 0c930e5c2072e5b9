package io.cogniscribe.projections.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.live.LiveChanges.Counter;
import io.cogniscribe.projections.live.LiveChanges.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a batch changes in Redis. */
final class LiveFoldTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");

  @Test
  void a_new_job_is_pending_and_counted() {
    JobStory job = JobStory.submitted(USER, AT);

    LiveChanges changes = fold(job);

    assertThat(task(changes).state())
        .isEqualTo(
            new LiveChanges.State(
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
  void a_job_counts_once_wherever_it_ends_up() {
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
  void a_transition_moves_one_from_its_former_status() {
    JobStory job = JobStory.submitted(USER, AT).started();

    LiveChanges changes = LiveFold.fold(List.of(TaskFact.of(job.last())), AT);

    assertThat(changes.counters())
        .containsExactly(
            new Counter("counter:jobs:pending", -1), new Counter("counter:jobs:processing", 1));
  }

  @Test
  void a_completed_job_is_done_by_a_hundred_percent() {
    Task task = task(fold(JobStory.submitted(USER, AT).started().completed()));

    assertThat(Objects.requireNonNull(task.state()).percent()).isEqualTo(100);
  }

  @Test
  void a_cancelled_job_keeps_its_attempt_where_the_batch_knows_it() {
    JobStory job = JobStory.submitted(USER, AT).started().failed().retried().cancelled();

    assertThat(Objects.requireNonNull(task(fold(job)).state()).attempt()).isEqualTo(2);
    LiveChanges later = LiveFold.fold(List.of(TaskFact.of(job.last())), AT);
    assertThat(Objects.requireNonNull(task(later).state()).attempt()).isNull();
  }

  @Test
  void a_deleted_job_leaves_a_tombstone_for_as_long_as_its_progress_may_come() {
    JobStory job = JobStory.submitted(USER, AT).deleted();

    Task task = task(fold(job));

    assertThat(task.state()).isNull();
    assertThat(task.deletedUntil())
        .isEqualTo(job.last().recordedAt().plus(Duration.ofHours(24)).getEpochSecond());
  }

  @Test
  void the_last_progress_of_the_latest_attempt_counts() {
    JobStory job = JobStory.submitted(USER, AT).started();
    List<TaskFact> facts =
        List.of(
            TaskFact.ofReport(job.progress(2, 10)),
            TaskFact.ofReport(job.progress(2, 25)),
            TaskFact.ofReport(job.progress(1, 75)));

    assertThat(task(LiveFold.fold(facts, AT)).progress())
        .satisfies(progress ->
            assertThat(progress)
                .extracting(LiveChanges.Progress::attempt, LiveChanges.Progress::percent)
                .containsExactly(2, 25));
  }

  @Test
  void what_happened_more_than_a_day_ago_counts_and_leaves_no_task() {
    JobStory job = JobStory.submitted(USER, AT).started();
    List<TaskFact> facts = new ArrayList<>();
    job.events().forEach(event -> facts.add(TaskFact.of(event)));
    facts.add(TaskFact.ofReport(job.progress(50)));

    LiveChanges changes = LiveFold.fold(facts, AT.plus(Duration.ofHours(25)));

    assertThat(changes.tasks()).isEmpty();
    assertThat(changes.counters()).containsExactly(new Counter("counter:jobs:processing", 1));
  }

  private static LiveChanges fold(JobStory story) {
    return LiveFold.fold(story.events().stream().map(TaskFact::of).toList(), AT);
  }

  private static Task task(LiveChanges changes) {
    assertThat(changes.tasks()).hasSize(1);
    return changes.tasks().getFirst();
  }
}
