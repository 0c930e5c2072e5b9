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

/** Lets in whose key is good in the table, and nobody while the table is not up to date. */
@Component
class TableApiKeyCheck implements ApiKeyCheck {

  private static final int RETRY_AFTER_SECONDS = 2;
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** Anybody can invent a key that looks young: no more of them than these are waited for. */
  private static final int MOST_AWAITED = 4;

  private final ApiKeyTable table;
  private final Semaphore waiting = new Semaphore(MOST_AWAITED);

  TableApiKeyCheck(ApiKeyTable table) {
    this.table = table;
  }

  @Override
  public Optional<GoodKey> find(UUID id) {
    return switch (arrived(id)) {
      case Standing.Good(GoodKey key) -> Optional.of(key);
      case Standing.Worthless(), Standing.Unheard() -> Optional.empty();
      case Standing.Unknown() ->
          throw ProblemException.unavailable(
              "revocation_unknown",
              "Whether the API key is good cannot be told at the moment; try again.",
              RETRY_AFTER_SECONDS);
    };
  }

  /**
   * What is known of the key. One that was just issued may still be on its way here; when too many
   * such are waited for already, nobody can tell.
   */
  private Standing arrived(UUID id) {
    Standing standing = table.find(id);
    if (!(standing instanceof Standing.Unheard) || !isYoung(id)) {
      return standing;
    }
    if (!waiting.tryAcquire()) {
      return new Standing.Unknown();
    }
    try {
      while (standing instanceof Standing.Unheard && isYoung(id)) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        standing = table.find(id);
      }
      return standing;
    } finally {
      waiting.release();
    }
  }

  /** RFC 9562: the first 48 bits of version 7 are milliseconds. */
  private static boolean isYoung(UUID id) {
    Instant now = Instant.now();
    Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    return id.version() == 7
        && made.isAfter(now.minus(ARRIVES_WITHIN))
        && made.isBefore(now.plus(ARRIVES_WITHIN));
  }
}
