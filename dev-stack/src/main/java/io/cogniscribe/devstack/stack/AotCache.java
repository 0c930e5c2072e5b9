package io.cogniscribe.devstack.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A cache of loaded and linked classes, which halves the start-up time of a JVM.
 *
 * @param recording whether a run writes the cache when it ends, instead of using it
 */
record AotCache(Path file, boolean recording) {

  /**
   * Returns JVM options; none if there is no cache. A JVM silently ignores a cache that does not
   * fit.
   */
  List<String> options() {
    if (recording) {
      return List.of("-XX:AOTCacheOutput=" + file);
    }
    return Files.exists(file)
        ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
        : List.of();
  }

  /** Returns the time that a JVM may take to end; writing a cache takes longer. */
  Duration stopPatience() {
    return Duration.ofSeconds(recording ? 120 : 20);
  }
}
