package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@QueryTest
class JobTest {

  private final RunningService service;
  private final ReadModel tables;
  private final UUID alice = UUID.randomUUID();
  private final UUID mallory = UUID.randomUUID();

  JobTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
  }

  @Test
  void showsTheFieldsOfTheRow() {
    UUID id = tables.completedJob(alice, "the heart has four chambers", "heart: four chambers");

    Answer answer = service.get(alice, "/api/jobs/" + id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"3\"");
    assertThat(answer.response().body())
        .isEqualTo(
            """
            {"id":"%s","user_id":"%s","filename":"lecture.mp3","original_filename":"Week 3.mp3",\
            "file_size_bytes":3000000000,"file_path":"uploads/a","status":"completed",\
            "summary_ratio":0.15,"subject":"Anatomy","async_mode":true,\
            "transcript_text":"the heart has four chambers","summary_text":"heart: four chambers",\
            "transcript_duration":3600.5,"segment_count":12,"language_detected":"en",\
            "processing_started_at":"2026-03-01T10:00:01Z",\
            "processing_completed_at":"2026-03-01T10:01:01Z","processing_duration_seconds":60.0,\
            "attempt":1,"version":3,"created_at":"2026-03-01T10:00:00.123456Z",\
            "updated_at":"2026-03-01T10:01:01Z"}\
            """
                .formatted(id, alice));
  }

  @Test
  void omitsFieldsWhenTheyAreNull() {
    UUID id = tables.pendingJob(alice);

    Answer answer = service.get(alice, "/api/jobs/" + id);

    assertThat(answer.json().propertyNames())
        .doesNotContain("transcript_text", "subject", "error_code", "processing_started_at");
  }

  @Test
  void answers304WhenTheClientHasTheVersion() {
    UUID id = tables.completedJob(alice, "long", "short");

    Answer same = service.get(alice, "/api/jobs/" + id, "If-None-Match", "\"3\"");
    Answer older = service.get(alice, "/api/jobs/" + id, "If-None-Match", "\"2\"");

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo("\"3\"");
    assertThat(same.response().body()).isEmpty();
    assertThat(older.status()).isEqualTo(200);
  }

  @Test
  void servesTranscriptsOfTheLargestSizeRepeatedly() {
    String transcript = "ä".repeat(2 * 1024 * 1024);
    UUID id = tables.completedJob(alice, transcript, "short");

    // More texts than fit into memory at once, if memory were not released.
    List<Integer> lengths =
        IntStream.range(0, 40)
            .parallel()
            .map(_ -> service.get(alice, "/api/jobs/" + id).text("/transcript_text").length())
            .boxed()
            .toList();

    assertThat(lengths).hasSize(40).containsOnly(transcript.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/jobs/%s", "/api/jobs/%s/progress", "/api/jobs/%s/history"})
  void answers404WhenTheJobIsAnothers(String path) {
    UUID id = tables.completedJob(alice, "secret", "secret");

    Answer ofAnother = service.get(mallory, path.formatted(id));
    Answer ofNobody = service.get(mallory, path.formatted(UUID.randomUUID()));

    assertThat(ofAnother.status()).isEqualTo(404);
    assertThat(ofAnother.code()).isEqualTo("job_not_found");
    assertThat(ofAnother.response().body()).doesNotContain("secret", alice.toString());
    assertThat(ofNobody.status()).isEqualTo(404);
    assertThat(ofNobody.text("/detail")).isEqualTo(ofAnother.text("/detail"));
  }

  @Test
  void showsAnyJobToAnOperator() {
    assertStatus(200, mallory, Role.OPERATOR, tables.pendingJob(alice));
  }

  @Test
  void showsAJobToTheWorkerThatStartedItsLastAttemptAndToNoOther() {
    UUID first = UUID.randomUUID();
    UUID last = UUID.randomUUID();
    UUID id = tables.pendingJob(alice);
    tables.history(id, 1, "JobSubmitted", "pending", mallory.toString());
    tables.history(id, 2, "JobStarted", "processing", first.toString());
    tables.history(id, 3, "JobFailed", "failed", first.toString());
    tables.history(id, 4, "JobRetried", "pending", alice.toString());
    tables.history(id, 5, "JobStarted", "processing", last.toString());

    assertStatus(200, last, Role.WORKER, id);
    assertStatus(404, first, Role.WORKER, id);
    assertStatus(404, mallory, Role.WORKER, id);
    // The caller also needs the role.
    assertStatus(404, last, Role.PRODUCER, id);
  }

  @Test
  void showsAJobToTheProducerThatSubmittedItAndToNoOther() {
    UUID producer = UUID.randomUUID();
    UUID id = tables.pendingJob(alice);
    tables.history(id, 1, "JobSubmitted", "pending", producer.toString());
    tables.history(id, 2, "JobStarted", "processing", mallory.toString());

    assertStatus(200, producer, Role.PRODUCER, id);
    assertStatus(404, mallory, Role.PRODUCER, id);
  }

  private void assertStatus(int status, UUID caller, Role role, UUID job) {
    for (String path :
        List.of(
            "/api/jobs/%s", "/api/pipeline/%s", "/api/jobs/%s/progress", "/api/jobs/%s/history")) {
      assertThat(service.get(caller, role, path.formatted(job)).status())
          .as("%s %s", role, path)
          .isEqualTo(status);
    }
  }

  @Test
  void answers401WhenThereIsNoToken() {
    UUID id = tables.pendingJob(alice);

    for (String path : List.of("/api/jobs/" + id, "/api/jobs", "/api/stats", "/api/users/me")) {
      assertThat(service.getAnonymously(path).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/jobs/7", "/api/jobs/1-1-1-1-1/progress", "/api/jobs/x/history"})
  void answers422WhenAnIdIsNoUuid(String path) {
    Answer answer = service.get(alice, path);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/errors/0/field")).isEqualTo("id");
  }

  @Test
  void listsTheHistoryInOrder() {
    UUID id = tables.pendingJob(alice);
    tables.history(id, 2, "JobStarted", "processing");
    tables.history(id, 1, "JobSubmitted", "pending");

    Answer answer = service.get(alice, "/api/jobs/" + id + "/history");

    assertThat(answer.json().at("/items").valueStream().map(item -> item.at("/event_type")))
        .extracting(JsonNode::asString)
        .containsExactly("JobSubmitted", "JobStarted");
    assertThat(answer.json().at("/items/0").propertyNames())
        .containsExactly(
            "version",
            "event_id",
            "event_type",
            "status",
            "attempt",
            "actor_kind",
            "actor_id",
            "recorded_at");
  }
}
