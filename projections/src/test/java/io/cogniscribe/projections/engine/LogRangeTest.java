package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Tests which positions belong to a log. */
final class LogRangeTest {

  private static final TopicPartition PARTITION = new TopicPartition("jobs.events", 3);
  private static final LogRange WHOLE = new LogRange(PARTITION, "topic-1", 0, 100, true);
  private static final LogRange CUT = new LogRange(PARTITION, "topic-1", 10, 100, true);
  private static final LogRange REPORTS = new LogRange(PARTITION, "topic-1", 10, 100, false);

  @Test
  void aPositionWithinTheLogIsGoneOnWith() {
    assertThatCode(() -> WHOLE.check(new StoredPosition("topic-1", 0, false)))
        .doesNotThrowAnyException();
    assertThatCode(() -> WHOLE.check(new StoredPosition("topic-1", 100, false)))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutAPositionAWholeLogIsReadFromItsBeginning() {
    assertThatCode(() -> WHOLE.check(null)).doesNotThrowAnyException();
    assertThat(WHOLE.start()).isEqualTo(new Start("topic-1", 0));
  }

  @Test
  void withoutAPositionALogWhoseBeginningIsGoneIsNotRead() {
    assertThatThrownBy(() -> CUT.check(null))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("jobs.events-3")
        .hasMessageContaining("begins at offset 10");
  }

  @Test
  void withoutAPositionReportsAreReadFromTheOldestThatIsLeft() {
    assertThatCode(() -> REPORTS.check(null)).doesNotThrowAnyException();
    assertThat(REPORTS.start()).isEqualTo(new Start("topic-1", 10));
  }

  @Test
  void aPositionInAnotherTopicOfTheNameMeansNothingHere() {
    assertThatThrownBy(() -> WHOLE.check(new StoredPosition("topic-0", 5, false)))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("topic-0")
        .hasMessageContaining("topic-1")
        .hasMessageContaining("db drop");
  }

  @Test
  void aPositionBehindTheEndShowsThatTheLogHasLostRecords() {
    assertThatThrownBy(() -> WHOLE.check(new StoredPosition("topic-1", 101, false)))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("has lost records");
  }

  @Test
  void aPositionBeforeTheBeginningShowsThatRecordsWentUnread() {
    assertThatThrownBy(() -> CUT.check(new StoredPosition("topic-1", 9, false)))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("retention");
  }

  @Test
  void reportsThatExpiredUnreadAreOfNoInterest() {
    assertThatCode(() -> REPORTS.check(new StoredPosition("topic-1", 9, false)))
        .doesNotThrowAnyException();
  }
}
