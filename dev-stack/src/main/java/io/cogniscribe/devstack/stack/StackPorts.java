package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.FreePorts;
import io.cogniscribe.testservers.server.ServerPorts;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/** The ports of a stack, all on 127.0.0.1. The management port of a service is its port + 1000. */
public record StackPorts(
    int gateway, int command, int query, int projector, int kafka, int postgres, int redis) {

  private static final int MANAGEMENT_OFFSET = 1_000;

  /**
   * Returns the ports that the environment sets, else the defaults.
   *
   * @throws Refusal when a variable is no port number
   */
  public static StackPorts of(Map<String, String> environment) {
    return of((variable, byDefault) -> port(environment, variable, byDefault));
  }

  /** Returns free ports that pass {@link #check}. */
  public static StackPorts free() {
    while (true) {
      StackPorts ports = of((_, _) -> FreePorts.next());
      try {
        ports.check();
        return ports;
      } catch (Refusal wantedTwiceOrTaken) {
        // Tries other ports; a conflict is rare.
      }
    }
  }

  private static StackPorts of(ToIntBiFunction<String, Integer> port) {
    return new StackPorts(
        port.applyAsInt("GATEWAY_PORT", 8000),
        port.applyAsInt("COMMAND_PORT", 8080),
        port.applyAsInt("QUERY_PORT", 8081),
        port.applyAsInt("PROJECTOR_PORT", 8082),
        port.applyAsInt("KAFKA_PORT", 19092),
        port.applyAsInt("POSTGRES_PORT", 15432),
        port.applyAsInt("REDIS_PORT", 16379));
  }

  /** Returns the ports as environment variables, in the order of the components. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("GATEWAY_PORT", Integer.toString(gateway));
    variables.put("COMMAND_PORT", Integer.toString(command));
    variables.put("QUERY_PORT", Integer.toString(query));
    variables.put("PROJECTOR_PORT", Integer.toString(projector));
    variables.put("KAFKA_PORT", Integer.toString(kafka));
    variables.put("POSTGRES_PORT", Integer.toString(postgres));
    variables.put("REDIS_PORT", Integer.toString(redis));
    return variables;
  }

  /** Returns the address of the readiness probe of the service on the port. */
  static URI readiness(int servicePort) {
    return URI.create(
        "http://127.0.0.1:%d/actuator/health/readiness".formatted(management(servicePort)));
  }

  private static int management(int servicePort) {
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
    variables().forEach((variable, port) -> check(variable, Integer.parseInt(port), seen));
    check("COMMAND_PORT", management(command), seen);
    check("QUERY_PORT", management(query), seen);
    check("PROJECTOR_PORT", management(projector), seen);
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
