package io.cogniscribe.query.apikey;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.ApiKeyCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Accepts keys that are valid in the table, and none while the table lags. */
@Component
class TableApiKeyCheck implements ApiKeyCheck {

  private static final int RETRY_AFTER_SECONDS = 2;
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /**
   * Maximum number of reads that wait for a recently issued key. Anybody can invent a recent key
   * id.
   */
  private static final int MOST_AWAITED = 4;

  private final ApiKeyTable table;
  private final Semaphore waiting = new Semaphore(MOST_AWAITED);

  TableApiKeyCheck(ApiKeyTable table) {
    this.table = table;
  }

  @Override
  public Optional<GoodKey> find(UUID id) {
    return switch (arrived(id)) {
      case Status.Good(GoodKey key) -> Optional.of(key);
      case Status.Worthless(), Status.Unheard() -> Optional.empty();
      case Status.Unknown() ->
          throw ProblemException.unavailable(
              "revocation_unknown",
              "Cannot check the API key at the moment; try again.",
              RETRY_AFTER_SECONDS);
    };
  }

  /**
   * Returns the state of the key. Waits up to 2 seconds for a key that was just issued and may not
   * be projected yet. Returns Unknown when {@link #MOST_AWAITED} reads wait already.
   */
  private Status arrived(UUID id) {
    Status status = table.find(id);
    if (!(status instanceof Status.Unheard) || !isYoung(id)) {
      return status;
    }
    if (!waiting.tryAcquire()) {
      return new Status.Unknown();
    }
    try {
      while (status instanceof Status.Unheard && isYoung(id)) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        status = table.find(id);
      }
      return status;
    } finally {
      waiting.release();
    }
  }

  /**
   * Returns whether the id was created within 2 seconds of now. RFC 9562: the first 48 bits of
   * version 7 are milliseconds.
   */
  private static boolean isYoung(UUID id) {
    Instant now = Instant.now();
    Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    return id.version() == 7
        && made.isAfter(now.minus(ARRIVES_WITHIN))
        && made.isBefore(now.plus(ARRIVES_WITHIN));
  }
}
