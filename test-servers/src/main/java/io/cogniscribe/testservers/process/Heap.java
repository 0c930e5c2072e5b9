package io.cogniscribe.testservers.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * Heap limits of a JVM that shares a small machine.
 *
 * @param youngMegabytes size of the young generation. If it is too small, the collector copies each
 *     request's buffers repeatedly; its pages are soon all in use
 * @param maxMegabytes limit of the whole heap
 * @param endsWhenExhausted whether the JVM exits at the first failed allocation; false is for
 *     programs that handle it
 */
public record Heap(int youngMegabytes, int maxMegabytes, boolean endsWhenExhausted) {

  /**
   * Initial size of the old generation. Small, because the JVM sooner or later fills what it
   * commits.
   */
  private static final int FIRST_OLD_MEGABYTES = 48;

  /** Creates a heap whose JVM exits when it is exhausted, and is restarted. */
  public Heap(int youngMegabytes, int maxMegabytes) {
    this(youngMegabytes, maxMegabytes, true);
  }

  /** Returns this heap for a program that handles failed allocations. */
  public Heap withoutEnd() {
    return new Heap(youngMegabytes, maxMegabytes, false);
  }

  /** Returns the JVM options for this heap. */
  public List<String> options() {
    return Stream.concat(
            Stream.of(
                "-Xms" + (youngMegabytes + FIRST_OLD_MEGABYTES) + "m",
                "-Xmn" + youngMegabytes + "m",
                "-Xmx" + maxMegabytes + "m"),
            endsWhenExhausted ? Stream.of("-XX:+ExitOnOutOfMemoryError") : Stream.empty())
        .toList();
  }
}
