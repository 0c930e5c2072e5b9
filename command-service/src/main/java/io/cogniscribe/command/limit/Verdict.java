package io.cogniscribe.command.limit;

import io.cogniscribe.command.limit.Quota.Window;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.VerboseResult;
import java.util.concurrent.TimeUnit;

/**
 * Whether a request is within its client's quota, and what is left of the window that has the least
 * left.
 *
 * @param window its name
 * @param resetSeconds until it is filled up
 */
public record Verdict(boolean allowed, String window, long remaining, long resetSeconds) {

  static Verdict of(VerboseResult<ConsumptionProbe> result, Quota quota) {
    long[] left = result.getDiagnostics().getAvailableTokensPerEachBandwidth();
    int least = 0;
    for (int i = 1; i < left.length; i++) {
      least = left[i] < left[least] ? i : least;
    }
    Window window = quota.windows().get(Math.min(least, quota.windows().size() - 1));
    // One more than the least is what that window alone holds up: this is how long it does.
    long nanos =
        result
            .getState()
            .calculateDelayNanosAfterWillBePossibleToConsume(
                left[least] + 1, result.getOperationTimeNanos(), true);
    long seconds = Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    return new Verdict(
        result.getValue().isConsumed(),
        window.name(),
        Math.max(0, left[least]),
        Math.clamp(seconds, 1, window.length().toSeconds()));
  }

  /** The value of {@code RateLimit}. */
  public String header(RouteClass routeClass) {
    return "\"%s-%s\";r=%d;t=%d".formatted(routeClass.label(), window, remaining, resetSeconds);
  }
}
