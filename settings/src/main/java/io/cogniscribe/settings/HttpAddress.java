package io.cogniscribe.settings;

import java.util.Map;

/**
 * Where a service listens: its API on one port, its management endpoints on another.
 *
 * @param port 0 for any free one, as tests want it
 */
public record HttpAddress(String bindAddress, int port) {

  private static final int MANAGEMENT_OFFSET = 1000;

  /** The largest port that leaves room for the management port above it. */
  static final int MAX_PORT = 65535 - MANAGEMENT_OFFSET;

  /** The service's port + 1000. */
  public int managementPort() {
    return port == 0 ? 0 : port + MANAGEMENT_OFFSET;
  }

  /** The same for Spring Boot. */
  public Map<String, Object> properties() {
    return Map.of(
        "server.address", bindAddress,
        "server.port", port,
        "management.server.address", bindAddress,
        "management.server.port", managementPort());
  }
}
