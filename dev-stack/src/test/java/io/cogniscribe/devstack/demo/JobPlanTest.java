package io.cogniscribe.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JobPlanTest {

  private final List<Transcript> transcripts = Transcripts.invented();

  @Test
  void drawsTheSamePlansWhenTheSeedIsTheSame() {
    assertThat(JobPlan.draw(200, 10, transcripts, 1))
        .isEqualTo(JobPlan.draw(200, 10, transcripts, 1))
        .isNotEqualTo(JobPlan.draw(200, 10, transcripts, 2));
  }

  @Test
  void givesEveryUserJobsAndDrawsEveryFate() {
    List<JobPlan> plans = JobPlan.draw(2_000, 50, transcripts, 42);

    assertThat(plans).extracting(JobPlan::owner).contains(0, 49);
    assertThat(plans).extracting(JobPlan::fate).contains(Fate.values());
  }

  @ParameterizedTest
  @EnumSource
  void submitsOnceAndFirst(Fate fate) {
    assertThat(fate.steps()).startsWith(Step.SUBMIT).containsOnlyOnce(Step.SUBMIT);
  }
}
