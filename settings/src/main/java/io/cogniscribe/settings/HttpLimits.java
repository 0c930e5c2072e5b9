package io.cogniscribe.settings;

/** Limits that the gateway, the container proxy and the services share. */
public final class HttpLimits {

  /**
   * The maximum size of a request body in bytes: 4 MiB of transcript and 1 MiB of summary, as JSON
   * with many escapes.
   */
  public static final long LARGEST_BODY = 16L * 1024 * 1024;

  /**
   * The maximum size of request line and headers together, in bytes. The longest header is a token.
   */
  public static final int LARGEST_HEADER = 16 * 1024;

  private HttpLimits() {}
}
