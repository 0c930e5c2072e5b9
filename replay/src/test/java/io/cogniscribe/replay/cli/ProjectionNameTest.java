package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProjectionNameTest {

  private final ProjectionName names = new ProjectionName();

  @Test
  void acceptsTheOldNameOfProgress() {
    assertThat(names.convert("live")).isEqualTo("progress");
  }

  @Test
  void keepsEveryOtherName() {
    assertThat(names.convert("sessions-live")).isEqualTo("sessions-live");
    assertThat(names.convert("unknown")).isEqualTo("unknown");
  }
}
