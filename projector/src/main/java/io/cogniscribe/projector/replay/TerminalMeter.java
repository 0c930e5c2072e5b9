package io.cogniscribe.projector.replay;

import java.util.Objects;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress as a bar for each step, with rate and remaining time. */
public final class TerminalMeter implements Meter {

  private static final double MEGABYTE = 1e6;

  private @Nullable ProgressBar bar;
  private long bytes;

  @Override
  public synchronized void begin(String step, long total) {
    bytes = 0;
    bar =
        new ProgressBarBuilder()
            .setTaskName(step)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed()
            .build();
  }

  @Override
  public synchronized void add(long done, long moreBytes) {
    bytes += moreBytes;
    ProgressBar current = Objects.requireNonNull(bar, "no step has begun");
    current.stepBy(done);
    current.setExtraMessage("%.1f MB".formatted(bytes / MEGABYTE));
  }

  @Override
  public synchronized void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
