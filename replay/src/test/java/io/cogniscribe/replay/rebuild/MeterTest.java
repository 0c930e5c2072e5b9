package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import org.junit.jupiter.api.Test;

/** Meters show speed and remaining time. */
final class MeterTest {

  private final List<String> bars = new CopyOnWriteArrayList<>();
  private final TerminalMeter terminal =
      new TerminalMeter(() -> new DelegatingProgressBarConsumer(bars::add, 160));

  @Test
  void aTerminalShowsHowMuchHowFastPartitionsAndHowLongItStillTakes() {
    try (Meter.Step step = terminal.begin("fold jobs", 1_000, 8)) {
      step.add(400, 3_000_000);
      step.partitionDone();
      step.add(100, 0);
    }

    assertThat(bars.getLast())
        .contains("fold jobs")
        .contains(" 50% ")
        .contains("500/1000")
        .containsPattern("\\d+:\\d\\d:\\d\\d / \\d+:\\d\\d:\\d\\d")
        .containsPattern("\\) \\S+/s +[\\d.]+ MB/s, 1 of 8 partitions");
  }

  @Test
  void aStepWithoutPartitionsSaysNothingOfThemAndAnotherOneCanFollow() {
    try (Meter.Step step = terminal.begin("index jobs", 2)) {
      step.add(2, 0);
    }
    try (Meter.Step step = terminal.begin("prove jobs", 1)) {
      step.add(1, 0);
    }

    assertThat(bars).noneMatch(bar -> bar.contains("partitions"));
    assertThat(bars.getLast()).contains("prove jobs").contains("100%");
  }

  @Test
  void whatIsNoTerminalGetsALineOfTheSame() {
    StringWriter out = new StringWriter();
    try (Meter.Step step = new PrintedMeter(new PrintWriter(out)).begin("fold jobs", 1_000, 8)) {
      step.add(500, 3_000_000);
      step.partitionDone();
    }

    assertThat(out.toString())
        .startsWith("fold jobs: 500 of 1,000 (")
        .containsPattern("[\\d,]+/s, [\\d.]+ MB/s, 1 of 8 partitions\\), [\\d.]+ s, \\d+ s left");
  }
}
