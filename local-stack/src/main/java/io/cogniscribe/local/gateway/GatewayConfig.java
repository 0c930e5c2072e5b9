package io.cogniscribe.local.gateway;

import java.net.URI;
import java.time.Duration;

/**
 * Where the gateway listens and whom it asks.
 *
 * @param patience how long a service may take to answer
 */
public record GatewayConfig(
    String bindAddress, int port, URI commandService, URI queryService, Duration patience) {

  private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

  public GatewayConfig(String bindAddress, int port, URI commandService, URI queryService) {
    this(bindAddress, port, commandService, queryService, DEFAULT_PATIENCE);
  }
}
