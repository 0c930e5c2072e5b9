package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.topic.Topics;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class FailedCommandsTest {

  private static final CommandPosition FIRST = new CommandPosition(Topics.JOB_COMMANDS, 3, 42);
  private static final CommandPosition NEXT = new CommandPosition(Topics.JOB_COMMANDS, 3, 43);
  private static final CommandPosition OTHER = new CommandPosition(Topics.JOB_COMMANDS, 4, 42);

  private final FailedCommands failures = new FailedCommands();

  @Test
  void countsFailuresOfTheSameCommandWhenTheyFollowEachOther() {
    failures.failed(FIRST, new IllegalStateException());
    failures.failed(FIRST, new StackOverflowError());

    assertThat(failures.count(FIRST)).isEqualTo(FailedCommands.LIMIT);
    assertThat(failures.count(NEXT)).isZero();
    assertThat(failures.count(OTHER)).isZero();
  }

  @Test
  void forgetsFailuresWhenTheCommandIsWritten() {
    failures.failed(FIRST, new IllegalStateException());
    failures.written(FIRST);

    assertThat(failures.count(FIRST)).isZero();
  }

  @Test
  void countsNothingWhenKafkaFails() {
    failures.failed(FIRST, new TimeoutException());
    failures.failed(FIRST, new StreamsException("fenced"));

    assertThat(failures.count(FIRST)).isZero();
  }
}
