package io.cogniscribe.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RequestIdsTest {

  private static final String ROUTE = "POST /api/jobs";

  @Test
  void aRetryIsTheSameCommandToTheSameAggregate() {
    assertThat(RequestIds.derived("anna", ROUTE, "key-1"))
        .isEqualTo(RequestIds.derived("anna", ROUTE, "key-1"));
  }

  @Test
  void anotherPrincipalRouteOrKeyIsAnotherCommand() {
    Stream<UUID> ids =
        Stream.of(
                RequestIds.derived("anna", ROUTE, "key-1"),
                RequestIds.derived("ben", ROUTE, "key-1"),
                RequestIds.derived("anna", "POST /api/auth/register", "key-1"),
                RequestIds.derived("anna", ROUTE, "key-2"))
            .flatMap(id -> Stream.of(id.commandId(), id.newAggregateId()));

    assertThat(ids).doesNotHaveDuplicates().hasSize(8).allMatch(id -> id.version() == 8);
  }

  @Test
  void idsOfRequestsWithoutAKeyAreOrderedByTime() {
    RequestIds first = RequestIds.fresh();
    RequestIds second = RequestIds.fresh();

    assertThat(first.commandId().version()).isEqualTo(7);
    assertThat(first.newAggregateId().version()).isEqualTo(7);
    assertThat(first.commandId().toString()).isLessThan(second.commandId().toString());
  }
}
