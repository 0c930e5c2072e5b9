package io.cogniscribe.devstack.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A cache of loaded and linked classes, with which a JVM starts in half the time.
 *
 * @param recording whether a run writes the cache when it ends, instead of using it
 */
record AotCache(Path file, boolean recording) {

  /**
   * Options of a JVM: none where there is no cache; one that does not fit is passed over by the JVM
   * in silence.
   */
  List<String> options() {
    if (recording) {
      return List.of("-XX:AOTCacheOutput=" + file);
    }
    return Files.exists(file)
        ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
        : List.of();
  }

  /** How long a JVM may take to end: writing a cache takes its time. */
  Duration stopPatience() {
    return Duration.ofSeconds(recording ? 120 : 20);
  }
}
