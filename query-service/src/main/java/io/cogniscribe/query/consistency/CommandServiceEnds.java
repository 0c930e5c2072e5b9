package io.cogniscribe.query.consistency;

import io.cogniscribe.web.consistency.LogEnds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the command-service for the end offsets of the command topics, with the reader's
 * credentials. One answer serves all reads that arrived before it was requested.
 */
final class CommandServiceEnds implements WrittenCommands {

  private static final Logger LOG = LoggerFactory.getLogger(CommandServiceEnds.class);

  /** Time without requests after the command-service did not answer. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Duration ROOM_WITHIN = Duration.ofMillis(500);

  private record Known(long askedAt, LogEnds ends) {}

  private final RestClient http;
  private final JsonMapper json;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Known known = new Known(System.nanoTime(), LogEnds.NONE);
  private volatile long resumeAt = System.nanoTime();

  /**
   * @param http client with the command-service's address and short time-outs, because a read waits
   */
  CommandServiceEnds(RestClient http, JsonMapper json) {
    this.http = http;
    this.json = json;
  }

  @Override
  public boolean mayHave(ConsistencyToken token, long since, HttpServletRequest origin) {
    if (has(token)) {
      return true;
    }
    try {
      if (!asking.tryLock(ROOM_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
    try {
      return (known.askedAt() - since >= 0 || ask(origin)) ? has(token) : true;
    } finally {
      asking.unlock();
    }
  }

  private boolean has(ConsistencyToken token) {
    return known.ends().hasReached(token.topic(), token.partition(), token.offset());
  }

  private boolean ask(HttpServletRequest origin) {
    long now = System.nanoTime();
    if (now - resumeAt < 0) {
      return false;
    }
    try {
      byte[] answer =
          http.get()
              .uri(LogEnds.PATH)
              .headers(headers -> copyCredentials(origin, headers))
              .retrieve()
              .body(byte[].class);
      if (answer == null) {
        return false;
      }
      known = new Known(now, json.readValue(answer, LogEnds.class));
      return true;
    } catch (RestClientException | JacksonException unavailable) {
      resumeAt = System.nanoTime() + PAUSE_NANOS;
      LOG.debug("The command-service does not report the ends of its topics", unavailable);
      return false;
    }
  }

  private static void copyCredentials(HttpServletRequest origin, HttpHeaders headers) {
    for (String credential : new String[] {HttpHeaders.AUTHORIZATION, "X-API-Key"}) {
      String value = origin.getHeader(credential);
      if (value != null) {
        headers.set(credential, value);
      }
    }
  }
}
