package io.cogniscribe.replay.rebuild;

import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows progress as a bar for each step, with rates, partitions and remaining time. */
public final class TerminalMeter implements Meter {

  private final Supplier<ProgressBarConsumer> lines;

  /** Shows bars on standard error. */
  public TerminalMeter() {
    this(() -> new ConsoleProgressBarConsumer(System.err));
  }

  /**
   * Shows bars elsewhere.
   *
   * @param lines creates a consumer for each step, which is closed with it
   */
  TerminalMeter(Supplier<ProgressBarConsumer> lines) {
    this.lines = lines;
  }

  @Override
  public Step begin(String name, long total, int partitions) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(lines.get())
            .showSpeed()
            .build();
    return new MeasuredStep(partitions) {

      @Override
      void show(long more) {
        bar.stepBy(more);
        bar.setExtraMessage(" " + text());
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
