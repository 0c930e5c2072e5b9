package io.cogniscribe.command.edge;

import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.web.http.RequestId;
import io.cogniscribe.web.security.ApiKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks other instances for the outcome of a command, with the caller's credentials.
 *
 * @param http a client with short time-outs, because the caller waits for all of the answers
 */
record PeerOutcomes(RestClient http) {

  /** Marks a request between instances, which is not forwarded again. */
  static final String FROM_PEER = "Cogniscribe-From-Peer";

  private static final List<String> CREDENTIALS = List.of(HttpHeaders.AUTHORIZATION, ApiKey.HEADER);

  /**
   * Returns a peer's response unchanged; empty if it knows no such command of the caller's.
   *
   * @param credentials the headers of the caller's request, which decide what the caller may see
   * @param origin the request's origin, for the peer's audit records; the peer must trust this
   *     instance
   * @throws LogUnavailableException when the peer does not answer, so that the outcome is unknown
   */
  Optional<ResponseEntity<byte[]>> ask(
      String peer, UUID commandId, HttpHeaders credentials, WriteRequest origin) {
    try {
      ResponseEntity<byte[]> found =
          http.get()
              .uri("http://" + peer + "/api/commands/{id}", commandId)
              .headers(headers -> CREDENTIALS.forEach(name -> copy(name, credentials, headers)))
              .header("X-Forwarded-For", origin.origin().clientAddress())
              .header(RequestId.HEADER, origin.origin().correlationId().toString())
              .header(
                  HttpHeaders.USER_AGENT,
                  Objects.requireNonNullElse(origin.origin().userAgent(), ""))
              .header(FROM_PEER, "true")
              .retrieve()
              .toEntity(byte[].class);
      List<String> token = found.getHeaders().getOrEmpty(Answers.CONSISTENCY_TOKEN);
      return Optional.of(
          ResponseEntity.ok()
              .contentType(MediaType.APPLICATION_JSON)
              .header(Answers.CONSISTENCY_TOKEN, token.toArray(String[]::new))
              .body(found.getBody()));
    } catch (HttpStatusCodeException e) {
      if (e.getStatusCode() == HttpStatus.NOT_FOUND) {
        return Optional.empty();
      }
      throw new LogUnavailableException(e);
    } catch (RestClientException e) {
      throw new LogUnavailableException(e);
    }
  }

  private static void copy(String name, HttpHeaders from, HttpHeaders to) {
    String value = from.getFirst(name);
    if (value != null) {
      to.set(name, value);
    }
  }
}
