package io.cogniscribe.projections.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.live.TaskFact.Progressed;
import io.cogniscribe.projections.live.TaskFact.StatusChanged;
import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.Expected.Anything;
import io.cogniscribe.projections.redis.Expected.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is expected of a task while what made it expires. */
final class ExpectedTaskTest {

  private static final UUID JOB = UUID.randomUUID();
  private static final UUID USER = UUID.randomUUID();
  private static final Cell TASK = Cell.of("task:" + JOB);
  private static final Cell TOMBSTONE = Cell.of("projection:live:deleted:" + JOB);
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final List<TaskFact> facts = new ArrayList<>();

  @Test
  void a_report_shows_with_the_version_of_its_job() {
    becomes(JobStatus.PENDING, 1, hours(2));
    becomes(JobStatus.PROCESSING, 1, hours(1));
    reports(1, 40, minutes(50));

    Held task = held();

    assertThat(task.content().fields())
        .containsEntry("status", "processing")
        .containsEntry("percent", "40")
        .containsEntry("version", "2");
    assertThat(task.fading()).isEmpty();
    assertThat(task.content().expiresAt())
        .isEqualTo(NOW.minus(minutes(50)).plus(hours(24)).toEpochMilli());
  }

  @Test
  void a_report_of_a_job_whose_last_event_is_too_old_may_lack_its_version() {
    becomes(JobStatus.PROCESSING, 1, hours(25));
    reports(1, 40, minutes(50));

    assertThat(held().fading()).containsExactly("version");
  }

  @Test
  void a_cancelled_job_may_lack_the_attempt_that_is_too_old() {
    becomes(JobStatus.PROCESSING, 2, hours(30));
    becomes(JobStatus.CANCELLED, null, hours(1));
    assertThat(held().fading()).containsExactly("attempt");

    facts.clear();
    becomes(JobStatus.PROCESSING, 2, hours(3));
    becomes(JobStatus.CANCELLED, null, hours(1));
    assertThat(held().fading()).isEmpty();
    assertThat(held().content().fields()).containsEntry("attempt", "2");
  }

  @Test
  void a_task_that_expires_just_now_may_be_there_or_not() {
    becomes(JobStatus.PENDING, 1, hours(24));

    assertThat(expected()).containsExactly(new Anything(TASK));
  }

  @Test
  void a_task_that_has_expired_must_be_gone() {
    becomes(JobStatus.PENDING, 1, hours(24).plusSeconds(3));

    assertThat(expected()).isEmpty();
  }

  @Test
  void a_late_report_of_a_job_whose_end_has_just_expired_may_show_or_not() {
    becomes(JobStatus.COMPLETED, 1, hours(24).plusSeconds(3));
    reports(1, 99, hours(24).minusSeconds(3));

    assertThat(expected()).containsExactly(new Anything(TASK));
  }

  @Test
  void a_deleted_job_leaves_its_tombstone_alone() {
    becomes(JobStatus.PENDING, 1, hours(2));
    becomes(null, null, hours(1));
    reports(1, 99, minutes(50));

    assertThat(expected()).extracting(Expected::cell).containsExactly(TOMBSTONE);
  }

  @Test
  void reports_of_an_earlier_attempt_or_of_an_end_do_not_show() {
    becomes(JobStatus.PROCESSING, 2, hours(1));
    reports(1, 99, minutes(50));
    assertThat(held().content().fields()).containsEntry("percent", "0");

    becomes(JobStatus.FAILED, 2, minutes(40));
    reports(2, 99, minutes(30));
    assertThat(held().content().fields()).containsEntry("status", "failed");

    reports(3, 5, minutes(20));
    assertThat(held().content().fields()).containsEntry("percent", "5");
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private void becomes(@Nullable JobStatus status, @Nullable Integer attempt, Duration ago) {
    int version = facts.size() + 1;
    facts.add(new StatusChanged(JOB, USER, version, null, status, attempt, NOW.minus(ago)));
  }

  private void reports(int attempt, int percent, Duration ago) {
    facts.add(new Progressed(JOB, USER, attempt, "transcribing", percent, null, NOW.minus(ago)));
  }

  private List<Expected> expected() {
    return ExpectedTask.of(facts, NOW);
  }

  private Held held() {
    assertThat(expected()).singleElement().isInstanceOf(Held.class);
    return (Held) expected().getFirst();
  }
}
