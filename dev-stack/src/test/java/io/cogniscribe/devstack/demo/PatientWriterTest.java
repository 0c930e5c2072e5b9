package io.cogniscribe.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PatientWriterTest {

  private static final Write WRITE = Write.post("/api/jobs", "token", "key", Map.of());
  private static final Answer DONE = new Answer.Acknowledged("{}");
  private static final Answer BROKEN =
      new Answer.NotYet("ConnectException", Optional.of(Duration.ZERO));

  private final List<Write> sent = new ArrayList<>();

  @Test
  void repeatsAWriteWithItsKeyUntilItIsAcknowledged() throws InterruptedException {
    PatientWriter writer = writer(Duration.ofMinutes(1), BROKEN, BROKEN, DONE);

    assertThat(writer.send(WRITE)).isEqualTo(DONE);
    assertThat(sent).containsExactly(WRITE, WRITE, WRITE);
    assertThat(writer.repeats()).isEqualTo(2);
  }

  @Test
  void doesNotRepeatAWriteWhenItIsRefused() throws InterruptedException {
    Answer refused = new Answer.Refused(409, "{}");

    assertThat(writer(Duration.ofMinutes(1), refused, DONE).send(WRITE)).isEqualTo(refused);
    assertThat(sent).hasSize(1);
  }

  @Test
  void returnsTheLastAnswerWhenPatienceHasPassed() throws InterruptedException {
    assertThat(writer(Duration.ZERO, BROKEN, BROKEN, BROKEN, DONE).send(WRITE)).isEqualTo(BROKEN);
  }

  @Test
  void classifiesAnswersByStatus() {
    assertThat(Answer.of(201, Optional.empty(), "x")).isEqualTo(new Answer.Acknowledged("x"));
    assertThat(Answer.of(204, Optional.empty(), "")).isInstanceOf(Answer.Acknowledged.class);
    assertThat(Answer.of(202, Optional.empty(), "")).isInstanceOf(Answer.NotYet.class);
    assertThat(Answer.of(429, Optional.of("3"), ""))
        .isEqualTo(new Answer.NotYet("status 429", Optional.of(Duration.ofSeconds(3))));
    assertThat(Answer.of(503, Optional.of("soon"), ""))
        .isEqualTo(new Answer.NotYet("status 503", Optional.empty()));
    assertThat(Answer.of(422, Optional.empty(), "x")).isEqualTo(new Answer.Refused(422, "x"));
  }

  private PatientWriter writer(Duration patience, Answer... answers) {
    Deque<Answer> left = new ArrayDeque<>(List.of(answers));
    return new PatientWriter(
        write -> {
          sent.add(write);
          return left.remove();
        },
        patience);
  }
}
