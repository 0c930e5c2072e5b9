package io.cogniscribe.settings;

/**
 * Limits that every hop of a request shares: the gateway, the proxy of containers, the services.
 */
public final class HttpLimits {

  /**
   * The largest body of a request, in bytes: 4 MiB of transcript and 1 MiB of summary as JSON with
   * many escapes.
   */
  public static final long LARGEST_BODY = 16L * 1024 * 1024;

  /** The largest request line and headers together, in bytes; the longest header is a token. */
  public static final int LARGEST_HEADER = 16 * 1024;

  private HttpLimits() {}
}
