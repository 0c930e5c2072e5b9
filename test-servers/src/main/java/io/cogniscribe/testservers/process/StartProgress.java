package io.cogniscribe.testservers.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Progress of a program that is starting: processor time or log output. On a busy machine a start
 * takes minutes; only a program that shows neither is hung.
 *
 * @param processorTime used by the process and its children
 * @param logBytes length of its log
 */
record StartProgress(Duration processorTime, long logBytes) {

  /** Smallest share of one processor that counts as work; an idle JVM stays far below it. */
  private static final double WORKING_SHARE = 0.02;

  static StartProgress of(ProcessHandle process, Path log) {
    Duration used =
        Stream.concat(Stream.of(process), process.descendants())
            .flatMap(each -> each.info().totalCpuDuration().stream())
            .reduce(Duration.ZERO, Duration::plus);
    return new StartProgress(used, log.toFile().length());
  }

  /**
   * Returns whether the program has worked or written since {@code earlier}, {@code elapsed} ago.
   */
  boolean isBeyond(StartProgress earlier, Duration elapsed) {
    double share =
        (double) processorTime.minus(earlier.processorTime).toNanos() / elapsed.toNanos();
    return logBytes != earlier.logBytes || share >= WORKING_SHARE;
  }
}
