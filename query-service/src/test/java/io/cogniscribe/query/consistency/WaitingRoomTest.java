package io.cogniscribe.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.web.problem.ProblemException;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

  private final WaitingRoom room = new WaitingRoom(3, 2);

  @Test
  void refusesACallerWhenAllOfItsPlacesAreTaken() {
    try (var _ = room.enter("alice");
        var _ = room.enter("alice")) {
      assertRefused("alice", 429, "too_many_waiting_reads");
      assertThatCode(() -> room.enter("bob").close()).doesNotThrowAnyException();
    }
    assertThatCode(() -> room.enter("alice").close()).doesNotThrowAnyException();
  }

  @Test
  void refusesEverybodyWhenAllPlacesAreTaken() {
    try (var _ = room.enter("alice");
        var _ = room.enter("alice");
        var _ = room.enter("bob")) {
      assertRefused("carol", 503, "overloaded");
    }
    assertThatCode(() -> room.enter("carol").close()).doesNotThrowAnyException();
  }

  private void assertRefused(String caller, int status, String code) {
    assertThatThrownBy(() -> room.enter(caller))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.status().value()).isEqualTo(status);
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("1");
            });
  }
}
