package io.cogniscribe.command.edge;

/**
 * The parts of a write request that do not depend on the content of its body.
 *
 * @param route method and path
 * @param fingerprint a digest of the body as the client sent it
 * @param origin identifies the request in every command and event that it causes
 * @param quota counts the request once its command is known
 */
public record WriteRequest(
    String route,
    WriteHeaders headers,
    String fingerprint,
    RequestOrigin origin,
    RequestQuota quota) {

  /** Returns the ids of the command that {@code principal} sends with this request. */
  public RequestIds ids(String principal) {
    String key = headers.idempotencyKey();
    return key == null ? RequestIds.fresh() : RequestIds.derived(principal, route, key);
  }

  /** Returns one command of a request that sends several. */
  public WriteRequest part(String route, WriteHeaders headers, String fingerprint) {
    return new WriteRequest(route, headers, fingerprint, origin, quota);
  }
}
