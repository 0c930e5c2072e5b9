package io.cogniscribe.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;

class AccessTableTest {

  @Test
  void hasOneRowPerRoute() {
    assertThat(Arrays.stream(Side.values()).flatMap(side -> AccessTable.of(side).stream()))
        .extracting(Route::name)
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesARowWhenNobodyOwnsSomething() {
    assertThatThrownBy(() -> row(Reach.OWN)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Stream.of(Reach.NONE, Reach.ALL).map(AccessTableTest::row)).hasSize(2);
  }

  private static Route row(Reach nobody) {
    return new Route(
        Side.QUERIES,
        RequestMethod.GET,
        "/api/jobs",
        nobody,
        Reach.OWN,
        Reach.OWN,
        Reach.OWN,
        Reach.ALL);
  }
}
