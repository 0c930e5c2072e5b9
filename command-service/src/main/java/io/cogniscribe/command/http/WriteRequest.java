package io.cogniscribe.command.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a write is apart from its body, and from what the body asks for.
 *
 * @param route method and path
 * @param fingerprint a digest of the body as the client sent it
 * @param correlationId the request's id, which everything that it sets in motion carries
 * @param quota counts the request once its command is known
 */
record WriteRequest(
    String route,
    WriteHeaders headers,
    String fingerprint,
    UUID correlationId,
    String clientAddress,
    @Nullable String userAgent,
    RequestQuota quota) {

  /** The ids of a command that {@code principal} sends by this request. */
  RequestIds ids(String principal) {
    String key = headers.idempotencyKey();
    return key == null ? RequestIds.fresh() : RequestIds.derived(principal, route, key);
  }

  /** One command of a request that sends several. */
  WriteRequest part(String route, WriteHeaders headers, String fingerprint) {
    return new WriteRequest(
        route, headers, fingerprint, correlationId, clientAddress, userAgent, quota);
  }
}
