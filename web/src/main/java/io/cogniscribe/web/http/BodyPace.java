package io.cogniscribe.web.http;

import java.time.Duration;

/**
 * How slowly a body may arrive: within {@code grace} and one second more for each {@code
 * bytesPerSecond} that have arrived, but never longer than {@code longest}. A client that sends a
 * byte now and then is cut off, however long the read time-out of the server is.
 */
public record BodyPace(Duration grace, long bytesPerSecond, Duration longest) {

  /** Slower than a bad mobile connection. */
  private static final long SLOWEST = 16 * 1024;

  /** The gateway waits 60 seconds for an answer. */
  private static final Duration LONGEST = Duration.ofSeconds(55);

  /** The pace of a service that waits that long for a byte. */
  public static BodyPace of(Duration requestTimeout) {
    return new BodyPace(requestTimeout, SLOWEST, LONGEST);
  }

  /**
   * Whether a body is late of which that many bytes have arrived, by a reader who waited so long.
   */
  boolean isLate(Duration waited, long bytes) {
    Duration allowed = grace.plusSeconds(bytes / bytesPerSecond);
    return waited.compareTo(allowed.compareTo(longest) < 0 ? allowed : longest) > 0;
  }
}
