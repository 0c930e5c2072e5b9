package io.cogniscribe.testservers.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * The heap of a JVM that shares a small machine.
 *
 * @param youngMegabytes room for new objects: too little, and each request's buffers are copied
 *     about by the collector; its pages are soon all in use
 * @param maxMegabytes the most that old and new objects may take
 * @param endsWhenExhausted whether the JVM ends at the first allocation that fails; the alternative
 *     is for programs that handle it
 */
public record Heap(int youngMegabytes, int maxMegabytes, boolean endsWhenExhausted) {

  /**
   * Old objects start with little and grow: what the JVM commits it also fills, sooner or later.
   */
  private static final int FIRST_OLD_MEGABYTES = 48;

  /** A heap whose JVM ends when it is exhausted, and is started again. */
  public Heap(int youngMegabytes, int maxMegabytes) {
    this(youngMegabytes, maxMegabytes, true);
  }

  /** Returns this heap for a program that handles an allocation that fails. */
  public Heap withoutEnd() {
    return new Heap(youngMegabytes, maxMegabytes, false);
  }

  /** The JVM's options for it. */
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
