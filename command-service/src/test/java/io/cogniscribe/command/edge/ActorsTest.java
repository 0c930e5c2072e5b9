package io.cogniscribe.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.message.ActorKind;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActorsTest {

  @ParameterizedTest(name = "a reader with roles {0} acts as {1}")
  @CsvSource({
    "USER OPERATOR WORKER, OPERATOR",
    "USER WORKER PRODUCER, WORKER",
    "USER PRODUCER,        PRODUCER"
  })
  void selectsTheRoleThatPermitsTheReadWhenAReaderHasSeveral(String roles, ActorKind kind) {
    Caller caller =
        new Caller(
            new UUID(1, 1),
            "somebody",
            Arrays.stream(roles.split(" ")).map(Role::valueOf).collect(Collectors.toSet()));

    assertThat(Actors.ofReader(caller).kind()).isEqualTo(kind);
  }
}
