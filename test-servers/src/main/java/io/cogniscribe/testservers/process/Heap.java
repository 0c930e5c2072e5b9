package io.cogniscribe.testservers.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Heap limits of a JVM that shares a small machine with the other JVMs of a stack.
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

  /**
   * Returns the beginning of a command that runs the JVM of this process with this heap, small
   * stacks, small object headers and one collector thread.
   */
  public List<String> javaCommand() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms" + (youngMegabytes + FIRST_OLD_MEGABYTES) + "m");
    command.add("-Xmn" + youngMegabytes + "m");
    command.add("-Xmx" + maxMegabytes + "m");
    if (endsWhenExhausted) {
      command.add("-XX:+ExitOnOutOfMemoryError");
    }
    command.addAll(
        List.of(
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    return command;
  }
}
