package io.cogniscribe.projector;

import io.cogniscribe.settings.Settings;
import java.time.Duration;

/**
 * The variables that only the projector reads.
 *
 * @param verifiedPerSecond {@code VERIFY_RECORDS_PER_SECOND}, 5,000 unless set: the records that
 *     the continuous verification reads; 0 switches it off
 * @param verifyPause {@code VERIFY_PAUSE_SECONDS}, 60 unless set: the time between two passes
 */
record ProjectorSettings(int verifiedPerSecond, Duration verifyPause) {

  /** Reads and checks the variables. */
  static ProjectorSettings of(Settings settings) {
    return new ProjectorSettings(
        settings.integer("VERIFY_RECORDS_PER_SECOND", 5_000, 0, 1_000_000),
        Duration.ofSeconds(settings.integer("VERIFY_PAUSE_SECONDS", 60, 0, 86_400)));
  }
}
