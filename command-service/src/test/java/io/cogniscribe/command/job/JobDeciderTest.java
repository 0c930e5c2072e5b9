package io.cogniscribe.command.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.engine.Decision;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.job.ProgressStage;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.message.Violation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobDeciderTest {

  private static final UUID ID = new UUID(1, 1);
  private static final UUID ADA = new UUID(2, 2);
  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Actor OWNER = Actor.user(ADA);
  private static final Actor PRODUCER = new Actor(ActorKind.PRODUCER, "web");
  private static final Actor STRANGER = Actor.user(new UUID(3, 3));
  private static final Actor WORKER = new Actor(ActorKind.WORKER, "worker-1");
  private static final JobCommand.Submit SUBMIT =
      new JobCommand.Submit(ADA, "anatomy.mp3", null, 1_000, null, 0.15, "anatomy", true);
  private static final JobCommand.Complete RESULT =
      new JobCommand.Complete("the heart", "heart", 60.5, 3, "en");
  private static final JobCommand.Fail FAILURE = new JobCommand.Fail("file_corrupted", "no data");

  private final JobDecider decider = new JobDecider(new JobRules(1_048_576_000));

  /** The life cycle: for each command, the statuses that allow it, and the status that follows. */
  @ParameterizedTest
  @CsvSource({
    "start,    PENDING,    PROCESSING",
    "complete, PROCESSING, COMPLETED",
    "fail,     PROCESSING, FAILED",
    "retry,    FAILED,     PENDING",
    "cancel,   PENDING,    CANCELLED",
    "cancel,   PROCESSING, CANCELLED",
  })
  void aLegalTransitionHappens(String command, JobStatus from, JobStatus to) {
    JobState after = accepted(in(from), actorOf(command), commandNamed(command));

    assertThat(decider.status(after)).isEqualTo(to.label());
  }

  @ParameterizedTest
  @CsvSource({
    "start,    PROCESSING COMPLETED FAILED CANCELLED",
    "progress, PENDING COMPLETED FAILED CANCELLED",
    "complete, PENDING COMPLETED FAILED CANCELLED",
    "fail,     PENDING COMPLETED FAILED CANCELLED",
    "retry,    PENDING PROCESSING COMPLETED CANCELLED",
    "cancel,   COMPLETED FAILED CANCELLED",
  })
  void anIllegalTransitionIsAConflictThatNamesTheState(String command, String states) {
    for (String state : states.split(" ", -1)) {
      JobStatus status = JobStatus.valueOf(state);
      Outcome.Rejected reason = rejected(in(status), actorOf(command), commandNamed(command));

      assertThat(reason.reason()).isEqualTo(Outcome.Reason.CONFLICT);
      assertThat(reason.code()).isEqualTo("job_is_" + status.label());
    }
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void aJobCanBeDeletedWhateverItsStatusAndTheEventNamesIt(JobStatus status) {
    assertThat(events(in(status), OWNER, new JobCommand.Delete()))
        .containsExactly(new JobEvent.JobDeleted(ADA, status));
  }

  @Test
  void aDeletedJobIsNotFoundAndItsIdIsNeverUsedAgain() {
    JobState deleted = new JobState.Deleted(ADA);

    assertThat(rejected(deleted, OWNER, new JobCommand.Cancel()).code()).isEqualTo("job_not_found");
    assertThat(rejected(deleted, OWNER, SUBMIT).code()).isEqualTo("job_is_deleted");
  }

  @Test
  void theResultCarriesWhatProjectionsCount() {
    JobState processing = in(JobStatus.PROCESSING);

    assertThat(events(processing, WORKER, RESULT))
        .containsExactly(
            new JobEvent.JobCompleted(ADA, 1, 1_000, NOW, "the heart", "heart", 60.5, 3, "en"));
  }

  @Test
  void aRetryCountsTheAttempt() {
    assertThat(events(in(JobStatus.FAILED), OWNER, new JobCommand.Retry()))
        .containsExactly(new JobEvent.JobRetried(ADA, 2));
  }

  @Test
  void progressIsAnOutgoingMessageAndNoEvent() {
    Decision<JobEvent, JobProgressed> decision =
        decide(in(JobStatus.PROCESSING), WORKER, commandNamed("progress"));

    assertThat(decision)
        .isEqualTo(
            new Decision.Accepted<>(
                List.of(),
                List.of(new JobProgressed(ADA, 1, ProgressStage.TRANSCRIBING, 50, null)),
                new Decision.Now()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "cancel", "delete"})
  void anotherUsersJobDoesNotExist(String command) {
    Outcome.Rejected stranger = rejected(in(JobStatus.FAILED), STRANGER, commandNamed(command));
    Outcome.Rejected absent = rejected(new JobState.Absent(), STRANGER, commandNamed(command));

    assertThat(stranger).isEqualTo(absent);
    assertThat(stranger.reason()).isEqualTo(Outcome.Reason.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "progress", "complete", "fail"})
  void aUserIsNoWorker(String command) {
    assertThat(rejected(in(JobStatus.PROCESSING), OWNER, commandNamed(command)).reason())
        .isEqualTo(Outcome.Reason.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"progress", "complete", "fail"})
  void refusesAWorkerWhenAnotherOneStartedTheJob(String command) {
    Actor other = new Actor(ActorKind.WORKER, "worker-2");
    for (JobStatus status : List.of(JobStatus.PROCESSING, JobStatus.COMPLETED, JobStatus.FAILED)) {
      Outcome.Rejected refused = rejected(in(status), other, commandNamed(command));

      assertThat(refused.reason()).isEqualTo(Outcome.Reason.FORBIDDEN);
      assertThat(refused.code()).isEqualTo("not_your_job");
    }
  }

  @Test
  void letsTheWorkerOfTheNextAttemptEndTheJobAndNotThatOfTheLastOne() {
    Actor next = new Actor(ActorKind.WORKER, "worker-2");
    JobState retried = accepted(in(JobStatus.FAILED), OWNER, new JobCommand.Retry());
    JobState started = accepted(retried, next, new JobCommand.Start());

    assertThat(rejected(started, WORKER, FAILURE).code()).isEqualTo("not_your_job");
    assertThat(decider.status(accepted(started, next, FAILURE))).isEqualTo("failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"progress", "complete", "fail"})
  void letsAnOperatorActInPlaceOfTheWorker(String command) {
    Actor operator = new Actor(ActorKind.OPERATOR, new UUID(4, 4).toString());

    assertThat(decide(in(JobStatus.PROCESSING), operator, commandNamed(command)))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(rejected(in(JobStatus.PENDING), operator, new JobCommand.Start()).reason())
        .isEqualTo(Outcome.Reason.FORBIDDEN);
  }

  @Test
  void aUserSubmitsForHimselfOnlyAndAProducerForAnybody() {
    assertThat(rejected(new JobState.Absent(), STRANGER, SUBMIT).reason())
        .isEqualTo(Outcome.Reason.FORBIDDEN);
    assertThat(events(new JobState.Absent(), new Actor(ActorKind.PRODUCER, "web"), SUBMIT))
        .hasSize(1);
  }

  @Test
  void anIdThatIsTakenIsAConflict() {
    assertThat(rejected(in(JobStatus.PENDING), OWNER, SUBMIT).code()).isEqualTo("job_exists");
  }

  @Test
  void everyFieldThatBreaksARuleIsNamed() {
    JobCommand.Submit bad =
        new JobCommand.Submit(ADA, "../x.exe", " ", 0, "a\u0000b", 1.5, "s".repeat(256), true);

    assertThat(rejected(new JobState.Absent(), OWNER, bad).violations())
        .extracting(Violation::field)
        .contains(
            "filename",
            "original_filename",
            "file_size_bytes",
            "file_path",
            "summary_ratio",
            "subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.wav", "a.MP3", "a b.m4a", "ü.flac", "a.b.ogg", "x.aac", "x.wma", "x.webm", "x.mp4",
        "x.mkv"
      })
  void audioIsWelcome(String filename) {
    assertThat(events(new JobState.Absent(), OWNER, named(filename))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "mp3",
        ".mp3",
        "a.txt",
        "a/b.mp3",
        "a\\b.mp3",
        "..\\a.mp3",
        "a\n.mp3",
        "a\ud800.mp3",
        "a\u202e3pm.exe.mp3",
        "a\u2066.mp3",
        "a\u200f.mp3",
        "a\u2028.mp3",
        "a\u2029.mp3"
      })
  void otherNamesAreNot(String filename) {
    assertThat(rejected(new JobState.Absent(), OWNER, named(filename)).violations())
        .extracting(Violation::field)
        .contains("filename");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202efdp.exe", "a\u2028b", "a\u2029b", "a\u0085b", "a\u0000b"})
  void refusesAnOriginalNameWhenItWouldReadAsAnother(String original) {
    JobCommand submit = new JobCommand.Submit(ADA, "a.mp3", original, 1, null, 0.15, null, true);

    assertThat(rejected(new JobState.Absent(), OWNER, submit).violations())
        .extracting(Violation::field)
        .containsExactly("original_filename");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "//host/share",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a/.. /b",
        "a/./b",
        "a//b",
        "a/",
        "...",
        "~/a",
        "~root",
        "c:a",
        "C:/a",
        "file:///a",
        "s3://bucket/a",
        "http:a",
        "a\\b",
        "..\\a",
        "\\\\host\\share",
        "a\u0000b",
        "a\nb",
        "a\u007fb",
        "a\u2028b",
        "a\u202eb",
        "a\ud800b"
      })
  void refusesAFilePathWhenItIsNotARelativePath(String path) {
    assertThat(rejected(new JobState.Absent(), PRODUCER, stored(path)).violations())
        .extracting(Violation::field)
        .contains("file_path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "uploads/2026/a b.mp3", "a/b:c", "a/..b/.c", "ü/\u8b1b\u7fa9", "a~"})
  void takesARelativeFilePathFromAProducer(String path) {
    assertThat(events(new JobState.Absent(), PRODUCER, stored(path))).hasSize(1);
  }

  @Test
  void refusesAFilePathWhenNoProducerSendsIt() {
    for (Actor sender : List.of(OWNER, new Actor(ActorKind.OPERATOR, "op"))) {
      assertThat(rejected(new JobState.Absent(), sender, stored("a")).violations())
          .extracting(Violation::field)
          .containsExactly("file_path");
    }
  }

  /** A path of 1 MB must not overflow the stack. */
  @Test
  void refusesAFilePathOfAMillionParts() {
    assertThat(rejected(new JobState.Absent(), PRODUCER, stored("a/".repeat(1_000_000) + "a")))
        .isNotNull();
  }

  private static JobCommand stored(String path) {
    return new JobCommand.Submit(ADA, "a.mp3", null, 1, path, 0.15, null, true);
  }

  private static JobCommand named(String filename) {
    return new JobCommand.Submit(ADA, filename, null, 1, null, 0.15, null, true);
  }

  private JobState in(JobStatus status) {
    JobState pending = accepted(new JobState.Absent(), OWNER, SUBMIT);
    return switch (status) {
      case PENDING -> pending;
      case PROCESSING -> accepted(pending, WORKER, new JobCommand.Start());
      case COMPLETED -> accepted(in(JobStatus.PROCESSING), WORKER, RESULT);
      case FAILED -> accepted(in(JobStatus.PROCESSING), WORKER, FAILURE);
      case CANCELLED -> accepted(pending, OWNER, new JobCommand.Cancel());
    };
  }

  private static JobCommand commandNamed(String name) {
    return switch (name) {
      case "start" -> new JobCommand.Start();
      case "progress" -> new JobCommand.ReportProgress(ProgressStage.TRANSCRIBING, 50, null);
      case "complete" -> RESULT;
      case "fail" -> FAILURE;
      case "retry" -> new JobCommand.Retry();
      case "cancel" -> new JobCommand.Cancel();
      case "delete" -> new JobCommand.Delete();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Actor actorOf(String command) {
    return switch (command) {
      case "start", "progress", "complete", "fail" -> WORKER;
      default -> OWNER;
    };
  }

  private JobState accepted(JobState state, Actor actor, JobCommand command) {
    JobState current = state;
    for (JobEvent event : events(state, actor, command)) {
      current = decider.evolve(current, recorded(event, actor));
    }
    return current;
  }

  private List<JobEvent> events(JobState state, Actor actor, JobCommand command) {
    return switch (decide(state, actor, command)) {
      case Decision.Accepted<JobEvent, JobProgressed> accepted -> accepted.events();
      case Decision.Rejected<JobEvent, JobProgressed>(var reason) ->
          throw new AssertionError(reason);
    };
  }

  private Outcome.Rejected rejected(JobState state, Actor actor, JobCommand command) {
    return switch (decide(state, actor, command)) {
      case Decision.Accepted<JobEvent, JobProgressed> accepted ->
          throw new AssertionError(accepted);
      case Decision.Rejected<JobEvent, JobProgressed>(var reason) -> reason;
    };
  }

  private Decision<JobEvent, JobProgressed> decide(
      JobState state, Actor actor, JobCommand command) {
    return decider.decide(
        state, new CommandEnvelope<>(ID, ID, actor, NOW, null, null, ID, null, null, command));
  }

  private static RecordedEvent<JobEvent> recorded(JobEvent event, Actor actor) {
    CommandPosition position = new CommandPosition("jobs.commands", 0, 0);
    return new RecordedEvent<>(ID, ID, 1, NOW, NOW, actor, ID, ID, position, event);
  }
}
