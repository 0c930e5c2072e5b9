package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.access.Coverage;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.access.Walk;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Access over HTTP for each route and role, as the table defines it. */
final class AccessTest extends EdgeTest {

  private List<Walk.Step> steps = List.of();

  @BeforeAll
  void walkEveryCell() {
    steps = Walk.of(Side.COMMANDS, new AccessAttempts(new People(api)).all()).steps();
  }

  List<Walk.Step> steps() {
    return steps;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void everybodyReachesWhatTheTableSays(Walk.Step step) {
    assertThat(step.contradiction()).isEmpty();
  }

  @Test
  void aTableThatSaysSomethingElseAnywhereIsFoundOut() {
    assertThat(new Walk(steps).unnoticedChanges(Side.COMMANDS)).isEmpty();
  }

  @Test
  void everyRouteHasARowAndEveryRowARoute() {
    assertThat(Coverage.differences(Side.COMMANDS, service.context())).isEmpty();
  }

  @Test
  void findsARouteWhenItHasNoRow() throws NoSuchMethodException {
    assertThat(Coverage.differencesWithAStrayRoute(Side.COMMANDS, service.context()))
        .singleElement()
        .asString()
        .startsWith("GET /api/stray has no row");
  }
}
