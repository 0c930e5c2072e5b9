package io.cogniscribe.projections.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the tables after the events of jobs. */
@RealServers
final class JobProjectionTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00.123456Z");

  private final Backend backend;

  JobProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void everyKindOfHistoryIsFoldedFromOneBatch() {
    List<JobStory> stories = stories();
    stories.forEach(story -> backend.log().jobs(story.events()));
    backend.log().commit();

    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    assertTables(stories);
  }

  @Test
  void everyKindOfHistoryIsFoldedEventByEvent() {
    List<JobStory> stories = stories();
    backend.run(new JobProjection());

    int longest = stories.stream().mapToInt(story -> story.events().size()).max().orElseThrow();
    for (int step = 0; step < longest; step++) {
      for (JobStory story : stories) {
        if (step < story.events().size()) {
          backend.log().job(story.events().get(step));
        }
      }
      backend.log().commit();
      backend.awaitCaughtUp("jobs");
    }

    assertTables(stories);
  }

  @Test
  void anHourOfSpeechAndTheLargestTranscriptAreStoredAsTheyAre() {
    String hour = "Das Herz schlägt. ".repeat(3_500);
    String largest = "x".repeat(4 << 20);
    JobStory one = JobStory.submitted(USER, AT).started().completed(hour);
    JobStory other = JobStory.submitted(USER, AT).started().completed(largest);
    backend.log().jobs(one.events()).jobs(other.events()).commit();

    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    assertTables(List.of(one, other));
  }

  @Test
  void thePositionTellsWhichCommandsHaveBeenProjected() {
    JobStory job = JobStory.submitted(USER, AT).started();
    backend.log().jobs(job.events()).commit();

    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    assertThat(
            backend.query(
                "SELECT cause_offset FROM projection_positions WHERE \"partition\" = ?",
                job.last().cause().partition()))
        .containsExactly(Map.of("cause_offset", job.last().cause().offset()));
  }

  private void assertTables(List<JobStory> stories) {
    Tables.assertJobs(backend, stories.stream().flatMap(story -> story.events().stream()).toList());
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  private static List<JobStory> stories() {
    return new ArrayList<>(
        List.of(
            JobStory.submitted(USER, AT),
            JobStory.submitted(USER, AT).started(),
            JobStory.submitted(USER, AT).started().completed(),
            JobStory.submitted(USER, AT).started().failed(),
            JobStory.submitted(USER, AT).started().failed().retried(),
            JobStory.submitted(USER, AT).started().failed().retried().started().completed(),
            JobStory.submitted(USER, AT).cancelled(),
            JobStory.submitted(USER, AT).started().cancelled(),
            JobStory.submitted(USER, AT).deleted(),
            JobStory.submitted(USER, AT).started().completed().deleted()));
  }
}
