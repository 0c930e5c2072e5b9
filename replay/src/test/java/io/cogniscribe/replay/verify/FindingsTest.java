package io.cogniscribe.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Findings are limited in number, and the rest is counted. */
final class FindingsTest {

  @Test
  void beyondAHundredOfEachKindTheOthersAreCounted() {
    Findings findings = new Findings("jobs", _ -> {});
    IntStream.range(0, 130).forEach(i -> findings.repaired("job-" + i));
    IntStream.range(0, 101).forEach(i -> findings.nowApplicable("job-" + i));
    findings.unrepaired("job-7", "it is being written");

    Verdict verdict = findings.verdict(Duration.ofSeconds(1));

    assertThat(verdict.repaired()).hasSize(100).startsWith("job-0").endsWith("job-99");
    assertThat(verdict.nowApplicable()).hasSize(100);
    assertThat(verdict.unrepaired()).containsExactly("job-7: it is being written");
    assertThat(verdict.unnamed()).isEqualTo(31);
  }
}
