package io.cogniscribe.query.access;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.web.http.RequestId;
import io.cogniscribe.web.http.TrustedProxies;
import io.cogniscribe.web.http.UserAgent;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts records to the command-service on behalf of the reader: with the reader's credentials, and
 * with the reader's address in {@code X-Forwarded-For}.
 */
final class CommandServiceRecorder implements Recorder {

  /**
   * Maximum number of concurrent requests to the command-service; others wait 500 ms for a place.
   */
  private static final int AT_ONCE = 64;

  private static final Duration ROOM_WITHIN = Duration.ofMillis(500);

  private static final List<String> CREDENTIALS = List.of(HttpHeaders.AUTHORIZATION, "X-API-Key");

  private final RestClient http;
  private final TrustedProxies proxies;
  private final JsonMapper json;
  private final Semaphore room = new Semaphore(AT_ONCE);

  /**
   * @param http client with the command-service's address and short time-outs, because a reader
   *     waits
   */
  CommandServiceRecorder(RestClient http, TrustedProxies proxies, JsonMapper json) {
    this.http = http;
    this.proxies = proxies;
    this.json = json;
  }

  @Override
  public void record(String path, Object record, HttpServletRequest origin)
      throws NotRecordedException {
    HttpHeaders headers = headersOf(origin);
    byte[] body = json.writeValueAsBytes(record);
    if (!hasRoom()) {
      throw new NotRecordedException("the command-service is slow");
    }
    try {
      post(path, headers, body);
    } catch (RestClientResponseException refusal) {
      throw new NotRecordedException("the command-service answers " + refusal.getStatusCode());
    } catch (RestClientException unreachable) {
      throw new NotRecordedException(
          "the command-service does not answer: " + unreachable.getMostSpecificCause());
    } finally {
      room.release();
    }
  }

  private boolean hasRoom() {
    try {
      return room.tryAcquire(ROOM_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Retries once when a connection is broken, because the server may have closed a kept-alive one.
   * The idempotency key keeps the retry from being recorded twice.
   */
  private void post(String path, HttpHeaders headers, byte[] body) {
    try {
      postOnce(path, headers, body);
    } catch (ResourceAccessException broken) {
      if (broken.getCause() instanceof HttpTimeoutException) {
        throw broken;
      }
      postOnce(path, headers, body);
    }
  }

  private void postOnce(String path, HttpHeaders headers, byte[] body) {
    http.post()
        .uri(path)
        .headers(all -> all.putAll(headers))
        .body(body)
        .retrieve()
        .toBodilessEntity();
  }

  private HttpHeaders headersOf(HttpServletRequest origin) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    headers.set("Idempotency-Key", UuidCreator.getTimeOrderedEpoch().toString());
    headers.set(RequestId.HEADER, RequestId.of(origin).toString());
    headers.set("X-Forwarded-For", proxies.clientOf(origin));
    // Set even when blank: otherwise the HTTP client would send its own name as the reader's.
    headers.set(HttpHeaders.USER_AGENT, Objects.requireNonNullElse(UserAgent.of(origin), ""));
    for (String credential : CREDENTIALS) {
      String value = origin.getHeader(credential);
      if (value != null) {
        headers.set(credential, value);
      }
    }
    return headers;
  }
}
