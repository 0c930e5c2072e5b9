package io.cogniscribe.devstack.demo;

import static io.cogniscribe.devstack.demo.Plans.demoJob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  private final Figures acknowledged =
      Figures.acknowledged(1, List.of(demoJob(Step.SUBMIT, Step.START, Step.COMPLETE)));
  private final Figures statuses = new Figures(Map.of("jobs pending", 0L, "jobs completed", 1L));

  @Test
  void isEqualWhenTheStoresHoldTheAcknowledgedWrites() {
    Comparison comparison = new Comparison(acknowledged, acknowledged, statuses, statuses);

    assertThat(comparison.isEqual()).isTrue();
    assertThat(comparison.lines()).noneMatch(line -> line.contains("differs"));
  }

  @Test
  void marksTheRowWhenOneFigureDiffers() {
    Figures doubled = new Figures(Map.of("jobs pending", 0L, "jobs completed", 2L));

    Comparison comparison = new Comparison(acknowledged, acknowledged, statuses, doubled);

    assertThat(comparison.isEqual()).isFalse();
    assertThat(comparison.lines())
        .filteredOn(line -> line.endsWith("<- differs"))
        .singleElement()
        .asString()
        .startsWith("jobs completed");
  }

  @Test
  void differsWhenAStoreHoldsUnacknowledgedWrites() {
    Map<String, Long> more = new HashMap<>(acknowledged.values());
    more.put("jobs unheard-of", 1L);

    assertThat(new Comparison(acknowledged, new Figures(more), statuses, statuses).isEqual())
        .isFalse();
  }
}
