package io.cogniscribe.command.edge;

/**
 * What a write is apart from its body, and from what the body asks for.
 *
 * @param route method and path
 * @param fingerprint a digest of the body as the client sent it
 * @param origin names the request in every command and event that it causes
 * @param quota counts the request once its command is known
 */
public record WriteRequest(
    String route,
    WriteHeaders headers,
    String fingerprint,
    RequestOrigin origin,
    RequestQuota quota) {

  /** The ids of a command that {@code principal} sends by this request. */
  public RequestIds ids(String principal) {
    String key = headers.idempotencyKey();
    return key == null ? RequestIds.fresh() : RequestIds.derived(principal, route, key);
  }

  /** One command of a request that sends several. */
  public WriteRequest part(String route, WriteHeaders headers, String fingerprint) {
    return new WriteRequest(route, headers, fingerprint, origin, quota);
  }
}
