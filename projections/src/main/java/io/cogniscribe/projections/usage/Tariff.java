package io.cogniscribe.projections.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a minute of audio costs.
 *
 * @param centsPerAudioMinute 0: nothing is charged
 */
public record Tariff(int centsPerAudioMinute) {

  private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

  /** The cost of one job, rounded to whole cents, half a cent up: jobs add up in any order. */
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
