package io.cogniscribe.local.process;

import java.util.List;

/**
 * The heap of a JVM that shares a small machine.
 *
 * @param youngMegabytes room for new objects: too little, and each request's buffers are copied
 *     about by the collector; its pages are soon all in use
 * @param maxMegabytes the most that old and new objects may take
 */
public record Heap(int youngMegabytes, int maxMegabytes) {

  /**
   * Old objects start with little and grow: what the JVM commits it also fills, sooner or later.
   */
  private static final int FIRST_OLD_MEGABYTES = 48;

  /** The JVM's options for it. */
  public List<String> options() {
    return List.of(
        "-Xms" + (youngMegabytes + FIRST_OLD_MEGABYTES) + "m",
        "-Xmn" + youngMegabytes + "m",
        "-Xmx" + maxMegabytes + "m");
  }
}
