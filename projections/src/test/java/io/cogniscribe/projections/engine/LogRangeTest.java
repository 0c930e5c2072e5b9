package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Which positions belong to a log, and which would be a guess. */
final class LogRangeTest {

  private static final TopicPartition PARTITION = new TopicPartition("jobs.events", 3);
  private static final LogRange WHOLE = new LogRange(PARTITION, "topic-1", 0, 100, true);
  private static final LogRange CUT = new LogRange(PARTITION, "topic-1", 10, 100, true);
  private static final LogRange REPORTS = new LogRange(PARTITION, "topic-1", 10, 100, false);

  @Test
  void a_position_within_the_log_is_gone_on_with() {
    assertThatCode(() -> WHOLE.check(new StoredPosition("topic-1", 0, false)))
        .doesNotThrowAnyException();
    assertThatCode(() -> WHOLE.check(new StoredPosition("topic-1", 100, false)))
        .doesNotThrowAnyException();
  }

  @Test
  void without_a_position_a_whole_log_is_read_from_its_beginning() {
    assertThatCode(() -> WHOLE.check(null)).doesNotThrowAnyException();
    assertThat(WHOLE.start()).isEqualTo(new Start("topic-1", 0));
  }

  @Test
  void without_a_position_a_log_whose_beginning_is_gone_is_not_read() {
    assertThatThrownBy(() -> CUT.check(null))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("jobs.events-3")
        .hasMessageContaining("begins at offset 10");
  }

  @Test
  void without_a_position_reports_are_read_from_the_oldest_that_is_left() {
    assertThatCode(() -> REPORTS.check(null)).doesNotThrowAnyException();
    assertThat(REPORTS.start()).isEqualTo(new Start("topic-1", 10));
  }

  @Test
  void a_position_in_another_topic_of_the_name_means_nothing_here() {
    assertThatThrownBy(() -> WHOLE.check(new StoredPosition("topic-0", 5, false)))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("topic-0")
        .hasMessageContaining("topic-1")
        .hasMessageContaining("db drop");
  }

  @Test
  void a_position_behind_the_end_shows_that_the_log_has_lost_records() {
    assertThatThrownBy(() -> WHOLE.check(new StoredPosition("topic-1", 101, false)))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("has lost records");
  }

  @Test
  void a_position_before_the_beginning_shows_that_records_went_unread() {
    assertThatThrownBy(() -> CUT.check(new StoredPosition("topic-1", 9, false)))
        .isInstanceOf(ProjectionStoppedException.class)
        .hasMessageContaining("retention");
  }

  @Test
  void reports_that_expired_unread_are_of_no_interest() {
    assertThatCode(() -> REPORTS.check(new StoredPosition("topic-1", 9, false)))
        .doesNotThrowAnyException();
  }
}
