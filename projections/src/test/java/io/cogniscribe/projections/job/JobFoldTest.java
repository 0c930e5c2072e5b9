package io.cogniscribe.projections.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.kit.JobStory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Tests the changes of a batch, given the stored rows. */
final class JobFoldTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00Z");
  private static final TopicPartition PARTITION = new TopicPartition("jobs.events", 0);

  @Test
  void severalEventsOfAJobMakeOneRowAndALineEach() {
    JobStory job = JobStory.submitted(USER, AT).started().completed();

    JobChanges changes = JobFold.fold(Map.of(), events(job.events()));

    assertThat(changes.written()).singleElement().extracting(JobRow::version).isEqualTo(3L);
    assertThat(changes.history())
        .extracting(HistoryRow::eventType)
        .containsExactly("JobSubmitted", "JobStarted", "JobCompleted");
    assertThat(changes.history())
        .extracting(HistoryRow::status)
        .containsExactly(JobStatus.PENDING, JobStatus.PROCESSING, JobStatus.COMPLETED);
  }

  @Test
  void aStoredRowIsGoneOnFrom() {
    JobStory job = JobStory.submitted(USER, AT);
    Map<UUID, JobRow> stored = stored(job);

    JobChanges changes = JobFold.fold(stored, events(List.of(job.started().last())));

    assertThat(changes.written()).singleElement().extracting(JobRow::version).isEqualTo(2L);
    assertThat(changes.history()).hasSize(1);
  }

  @Test
  void aStoredJobThatIsDeletedLosesRowAndTimeline() {
    JobStory job = JobStory.submitted(USER, AT);
    Map<UUID, JobRow> stored = stored(job);

    JobChanges changes = JobFold.fold(stored, events(List.of(job.deleted().last())));

    assertThat(changes.deleted()).containsExactly(job.id());
    assertThat(changes.written()).isEmpty();
    assertThat(changes.history()).isEmpty();
  }

  @Test
  void aJobThatComesAndGoesWithinABatchLeavesNothing() {
    JobStory job = JobStory.submitted(USER, AT).deleted();

    JobChanges changes = JobFold.fold(Map.of(), events(job.events()));

    assertThat(changes).isEqualTo(new JobChanges(List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void aVersionTooManyOrTooFewIsRefusedWithAllThatFollows() {
    JobStory gap = JobStory.submitted(USER, AT).started().failed().retried();
    JobStory fine = JobStory.submitted(USER, AT).started();
    List<RecordedEvent<JobEvent>> batch =
        new ArrayList<>(List.of(gap.events().get(0), gap.events().get(2), gap.events().get(3)));
    batch.addAll(fine.events());

    JobChanges changes = JobFold.fold(Map.of(), events(batch));

    assertThat(changes.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.event().fact()).isEqualTo(gap.events().get(2));
          assertThat(refusal.reason()).isEqualTo("version 3 follows version 1");
        });
    assertThat(changes.written()).extracting(JobRow::version).containsExactly(1L, 2L);
  }

  @Test
  void anEventThatIsThereAlreadyIsRefused() {
    JobStory job = JobStory.submitted(USER, AT).started();

    JobChanges changes = JobFold.fold(stored(job), events(List.of(job.last())));

    assertThat(changes.refusals())
        .extracting(Refusal::reason)
        .containsExactly("version 2 follows version 2");
    assertThat(changes.written()).isEmpty();
  }

  @Test
  void aHistoryWithoutSubmissionIsRefused() {
    RecordedEvent<JobEvent> started = JobStory.submitted(USER, AT).started().last();

    JobChanges changes = JobFold.fold(Map.of(), events(List.of(withVersion(started, 1))));

    assertThat(changes.refusals())
        .extracting(Refusal::reason)
        .containsExactly("it was never submitted");
  }

  @Test
  void aSecondSubmissionIsRefused() {
    JobStory job = JobStory.submitted(USER, AT);

    JobChanges changes = JobFold.fold(stored(job), events(List.of(withVersion(job.last(), 2))));

    assertThat(changes.refusals())
        .extracting(Refusal::reason)
        .containsExactly("it is submitted a second time");
  }

  private static Map<UUID, JobRow> stored(JobStory story) {
    return Map.of(story.id(), JobFold.fold(Map.of(), events(story.events())).written().getFirst());
  }

  private static List<Event<RecordedEvent<JobEvent>>> events(List<RecordedEvent<JobEvent>> events) {
    List<Event<RecordedEvent<JobEvent>>> decoded = new ArrayList<>();
    for (RecordedEvent<JobEvent> event : events) {
      Coordinates at = new Coordinates(PARTITION, decoded.size());
      decoded.add(new Event<>(at, event.streamId().toString(), -1, event));
    }
    return decoded;
  }

  private static RecordedEvent<JobEvent> withVersion(RecordedEvent<JobEvent> event, long version) {
    return new RecordedEvent<>(
        event.eventId(),
        event.streamId(),
        version,
        event.occurredAt(),
        event.recordedAt(),
        event.actor(),
        event.correlationId(),
        event.causationId(),
        event.cause(),
        event.payload());
  }
}
