package io.cogniscribe.settings;

import java.util.Map;

/**
 * The address of a service, with one port for its API and another for its management endpoints.
 *
 * @param port the port of the API; 0 for any free port, which tests use
 */
public record HttpAddress(String bindAddress, int port) {

  private static final int MANAGEMENT_OFFSET = 1000;

  /** The largest port for which the management port is valid. */
  static final int MAX_PORT = 65535 - MANAGEMENT_OFFSET;

  /** Returns the service's port + 1000. */
  public int managementPort() {
    return port == 0 ? 0 : port + MANAGEMENT_OFFSET;
  }

  /** Returns the addresses as properties of Spring Boot. */
  public Map<String, Object> properties() {
    return Map.of(
        "server.address", bindAddress,
        "server.port", port,
        "management.server.address", bindAddress,
        "management.server.port", managementPort());
  }
}
