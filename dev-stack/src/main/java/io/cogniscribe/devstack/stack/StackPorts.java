package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.FreePorts;
import io.cogniscribe.testservers.server.ServerPorts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of a stack, all on 127.0.0.1. The management port of a service is its port + 1000. */
public record StackPorts(
    int gateway, int command, int query, int projector, int kafka, int postgres, int redis) {

  /** The variables that set the ports, in the order of the components. */
  static final List<String> VARIABLES =
      List.of(
          "GATEWAY_PORT",
          "COMMAND_PORT",
          "QUERY_PORT",
          "PROJECTOR_PORT",
          "KAFKA_PORT",
          "POSTGRES_PORT",
          "REDIS_PORT");

  private static final int SERVICES = 3;
  private static final int MANAGEMENT_OFFSET = 1_000;

  /**
   * Returns the ports that the environment sets, else the defaults.
   *
   * @throws Refusal when a variable is no port number
   */
  public static StackPorts of(Map<String, String> environment) {
    return new StackPorts(
        port(environment, "GATEWAY_PORT", 8000),
        port(environment, "COMMAND_PORT", 8080),
        port(environment, "QUERY_PORT", 8081),
        port(environment, "PROJECTOR_PORT", 8082),
        port(environment, "KAFKA_PORT", 19092),
        port(environment, "POSTGRES_PORT", 15432),
        port(environment, "REDIS_PORT", 16379));
  }

  /** Returns free ports that pass {@link #check}. */
  public static StackPorts free() {
    while (true) {
      StackPorts ports =
          new StackPorts(
              FreePorts.next(),
              FreePorts.next(),
              FreePorts.next(),
              FreePorts.next(),
              FreePorts.next(),
              FreePorts.next(),
              FreePorts.next());
      try {
        ports.check();
        return ports;
      } catch (Refusal wantedTwiceOrTaken) {
        // Tries other ports; a conflict is rare.
      }
    }
  }

  /** Returns the ports as environment variables. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    List<Integer> ports = inOrder();
    for (int i = 0; i < ports.size(); i++) {
      variables.put(VARIABLES.get(i), Integer.toString(ports.get(i)));
    }
    return variables;
  }

  /** Returns the management port of a service's port. */
  public static int management(int servicePort) {
    return servicePort + MANAGEMENT_OFFSET;
  }

  public ServerPorts servers() {
    return new ServerPorts(kafka, postgres, redis);
  }

  /**
   * Checks that all ports differ and are free.
   *
   * @throws Refusal that names the first one that does not, and the variable that changes it
   */
  public void check() {
    Map<Integer, String> seen = new HashMap<>();
    List<Integer> ports = inOrder();
    for (int i = 0; i < ports.size(); i++) {
      check(VARIABLES.get(i), ports.get(i), seen);
    }
    for (int i = 1; i <= SERVICES; i++) {
      check(VARIABLES.get(i), management(ports.get(i)), seen);
    }
  }

  private List<Integer> inOrder() {
    return List.of(gateway, command, query, projector, kafka, postgres, redis);
  }

  private static void check(String variable, int port, Map<Integer, String> seen) {
    String other = seen.putIfAbsent(port, variable);
    if (other != null) {
      throw Refusal.usage(
          "port %d is used twice, by %s and %s (a management port is a service's port + %d)"
              .formatted(port, other, variable, MANAGEMENT_OFFSET));
    }
    if (!FreePorts.isFree(port)) {
      throw Refusal.unavailable(
          "port %d is taken: stop what listens there, or set %s to another port"
              .formatted(port, variable));
    }
  }

  private static int port(Map<String, String> environment, String variable, int otherwise) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(value.strip());
      if (port >= 1 && port <= 65_535 - MANAGEMENT_OFFSET) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number that is no port.
    }
    throw Refusal.usage(variable + " must be a port number up to 64535, not \"" + value + "\"");
  }
}
