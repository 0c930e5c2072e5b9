package io.cogniscribe.projections.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The price of a minute of audio.
 *
 * @param centsPerAudioMinute the price in cents; 0 charges nothing
 */
public record Tariff(int centsPerAudioMinute) {

  private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

  /**
   * Returns the cost of one job. It is rounded half up to whole cents, so that the sum does not
   * depend on the order of jobs.
   */
  long cents(double audioSeconds) {
    if (centsPerAudioMinute == 0) {
      return 0;
    }
    return BigDecimal.valueOf(audioSeconds)
        .multiply(BigDecimal.valueOf(centsPerAudioMinute))
        .divide(SECONDS_PER_MINUTE, 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
