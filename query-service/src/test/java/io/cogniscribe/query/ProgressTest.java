package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

@QueryTest
class ProgressTest {

  private final RunningService service;
  private final ReadModel tables;
  private final StringRedisTemplate redis;
  private final UUID alice = UUID.randomUUID();
  private final UUID mallory = UUID.randomUUID();

  ProgressTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
    this.redis = fixture.redis();
  }

  @Test
  void readsProgressFromRedis() {
    UUID id = tables.pendingJob(alice);
    task(id, alice, "2");

    Answer answer = service.get(alice, "/api/jobs/" + id + "/progress");

    assertThat(answer.response().body())
        .isEqualTo(
            """
            {"job_id":"%s","status":"processing","stage":"transcribing","percent":50,\
            "message":"half way","attempt":1,"updated_at":"2026-03-01T10:00:30Z"}\
            """
                .formatted(id));
  }

  @Test
  void checksTheOwnerWhenProgressComesFromRedis() {
    UUID id = UUID.randomUUID();
    task(id, alice, "2");

    assertThat(service.get(alice, "/api/jobs/" + id + "/progress").status()).isEqualTo(200);
    assertThat(service.get(mallory, "/api/jobs/" + id + "/progress").status()).isEqualTo(404);
  }

  @Test
  void readsTheRowWhenRedisHasNoTask() {
    UUID pending = tables.pendingJob(alice);
    UUID completed = tables.completedJob(alice, "text", "summary");

    Answer before = service.get(alice, "/api/jobs/" + pending + "/progress");
    Answer after = service.get(alice, "/api/jobs/" + completed + "/progress");

    assertThat(before.text("/status")).isEqualTo("pending");
    assertThat(before.json().at("/percent").asInt()).isZero();
    assertThat(before.json().has("stage")).isFalse();
    assertThat(after.text("/status")).isEqualTo("completed");
    assertThat(after.json().at("/percent").asInt()).isEqualTo(100);
    assertThat(after.text("/updated_at")).isEqualTo("2026-03-01T10:01:01Z");
  }

  @Test
  void readsTheRowWhenTheTaskIsUnreadable() {
    UUID id = tables.pendingJob(alice);
    for (Map<String, String> broken :
        List.of(
            Map.of("user_id", "somebody"),
            Map.of("percent", "many"),
            Map.of("updated_at", "yesterday"),
            Map.of("status", ""))) {
      task(id, alice, "2");
      redis.opsForHash().putAll("task:" + id, broken);

      assertThat(service.get(alice, "/api/jobs/" + id + "/progress").text("/status"))
          .isEqualTo("pending");
    }
  }

  @Test
  void showsNoOlderTaskWhenTheReaderWaitedForAWrite() {
    UUID id = tables.completedJob(alice, "text", "summary");
    task(id, alice, "2");
    tables.position("jobs", "jobs.events", 0, 10);

    Answer fresh =
        service.get(
            alice, "/api/jobs/" + id + "/progress", "Consistency-Token", "jobs.commands:0:10");

    assertThat(fresh.text("/status")).isEqualTo("completed");
  }

  @Test
  void usesTheOlderApisNamesForAPipelineTask() {
    UUID id = tables.completedJob(alice, "the text", "the notes");

    Answer answer = service.get(alice, "/api/pipeline/" + id);

    assertThat(answer.response().body())
        .isEqualTo(
            """
            {"task_id":"%s","status":"completed",\
            "progress":{"stage":null,"percent":100,"message":null},\
            "created_at":"2026-03-01T10:00:00.123456Z","completed_at":"2026-03-01T10:01:01Z",\
            "result":{"success":true,"transcription":"the text","summary_text":"the notes",\
            "metadata":{"filename":"lecture.mp3","duration":3600.5,"language":"en","segments":12,\
            "ratio":0.15,"subject":"Anatomy"}}}\
            """
                .formatted(id));
  }

  @Test
  void showsProgressAndNoResultWhenAPipelineTaskRuns() {
    UUID id = tables.pendingJob(alice);
    task(id, alice, "2");

    Answer answer = service.get(alice, "/api/pipeline/" + id);

    assertThat(answer.text("/progress/stage")).isEqualTo("transcribing");
    assertThat(answer.json().at("/progress/percent").asInt()).isEqualTo(50);
    assertThat(answer.json().has("result")).isFalse();
  }

  @Test
  void answers404WhenTheTaskIsUnknown() {
    UUID ofAlice = tables.completedJob(alice, "secret", "secret");
    for (String id :
        new String[] {UUID.randomUUID().toString(), ofAlice.toString(), "job-17", "1-1-1-1-1"}) {
      Answer answer = service.get(mallory, "/api/pipeline/" + id);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.code()).isEqualTo("task_not_found");
    }
  }

  private void task(UUID id, UUID owner, String version) {
    redis
        .opsForHash()
        .putAll(
            "task:" + id,
            Map.of(
                "user_id", owner.toString(),
                "status", "processing",
                "stage", "transcribing",
                "percent", "50",
                "message", "half way",
                "attempt", "1",
                "version", version,
                "updated_at", "2026-03-01T10:00:30Z"));
  }
}
