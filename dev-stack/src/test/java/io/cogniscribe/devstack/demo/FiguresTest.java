package io.cogniscribe.devstack.demo;

import static io.cogniscribe.devstack.demo.Plans.demoJob;
import static io.cogniscribe.devstack.demo.Step.CANCEL;
import static io.cogniscribe.devstack.demo.Step.COMPLETE;
import static io.cogniscribe.devstack.demo.Step.DELETE;
import static io.cogniscribe.devstack.demo.Step.FAIL;
import static io.cogniscribe.devstack.demo.Step.PROGRESS_25;
import static io.cogniscribe.devstack.demo.Step.RETRY;
import static io.cogniscribe.devstack.demo.Step.START;
import static io.cogniscribe.devstack.demo.Step.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FiguresTest {

  @Test
  void countsAJobUnderTheStatusOfItsLastAcknowledgedStep() {
    Figures figures =
        Figures.acknowledged(
            3,
            List.of(
                demoJob(SUBMIT),
                demoJob(SUBMIT, START, FAIL, RETRY),
                demoJob(SUBMIT, START),
                demoJob(SUBMIT, START, PROGRESS_25),
                demoJob(SUBMIT, START, COMPLETE),
                demoJob(SUBMIT, START, FAIL),
                demoJob(SUBMIT, CANCEL)));

    assertThat(figures.values())
        .containsEntry("users", 3L)
        .containsEntry("jobs pending", 2L)
        .containsEntry("jobs processing", 2L)
        .containsEntry("jobs completed", 1L)
        .containsEntry("jobs failed", 1L)
        .containsEntry("jobs cancelled", 1L);
  }

  @Test
  void keepsUsageAndAuditFiguresWhenAJobIsDeleted() {
    Figures figures =
        Figures.acknowledged(1, List.of(demoJob(SUBMIT, START, PROGRESS_25, COMPLETE, DELETE)));

    assertThat(figures.values())
        .containsEntry("jobs completed", 0L)
        .containsEntry("usage successful", 1L)
        .containsEntry("usage bytes", 160_000L)
        .containsEntry("audit delete", 1L)
        .containsEntry("audit upload", 1L);
  }

  @Test
  void countsAFailureInUsageWhenTheJobIsRetried() {
    Figures figures =
        Figures.acknowledged(1, List.of(demoJob(SUBMIT, START, FAIL, RETRY, START, COMPLETE)));

    assertThat(figures.values())
        .containsEntry("usage failed", 1L)
        .containsEntry("usage successful", 1L)
        .containsEntry("usage files", 1L)
        .containsEntry("audit transcription_start", 2L);
  }

  @Test
  void subtractsEarlierFigures() {
    Figures before = new Figures(Map.of("jobs failed", 5L));
    assertThat(new Figures(Map.of("jobs failed", 7L, "jobs pending", 1L)).since(before).values())
        .containsEntry("jobs failed", 2L)
        .containsEntry("jobs pending", 1L);
  }
}
