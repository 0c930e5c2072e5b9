package io.cogniscribe.web.http;

import java.time.Duration;

/**
 * The minimum pace of a body. It may take {@code grace} plus one second for each {@code
 * bytesPerSecond} received, but never longer than {@code longest}. This ends requests whose bytes
 * arrive often enough to reset the server's read time-out.
 */
public record BodyPace(Duration grace, long bytesPerSecond, Duration longest) {

  /** 16 KiB/s, slower than a bad mobile connection. */
  private static final long SLOWEST = 16 * 1024;

  /** Shorter than the 60 seconds that the gateway waits for an answer. */
  private static final Duration LONGEST = Duration.ofSeconds(55);

  /** Returns the pace for a service with this request time-out. */
  public static BodyPace of(Duration requestTimeout) {
    return new BodyPace(requestTimeout, SLOWEST, LONGEST);
  }

  /** Returns whether a body is too slow when {@code bytes} took {@code waited} to arrive. */
  boolean isLate(Duration waited, long bytes) {
    Duration allowed = grace.plusSeconds(bytes / bytesPerSecond);
    return waited.compareTo(allowed.compareTo(longest) < 0 ? allowed : longest) > 0;
  }
}
