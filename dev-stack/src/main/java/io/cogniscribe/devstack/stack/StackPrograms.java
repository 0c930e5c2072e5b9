package io.cogniscribe.devstack.stack;

import io.cogniscribe.devstack.gateway.GatewayConfig;
import io.cogniscribe.settings.Network;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.process.Heap;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.PostgresAddress;
import io.cogniscribe.testservers.server.ServersConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs of a stack: servers, and services that need them. */
public record StackPrograms(List<Program> servers, List<Program> services) {

  /**
   * Limits per address, which are off by default: all users of a development stack have one
   * address.
   */
  private static final List<String> LIMITS_BY_ADDRESS =
      List.of(
          "RATE_LIMIT_LOGIN_PER_MINUTE",
          "RATE_LIMIT_LOGIN_PER_HOUR",
          "RATE_LIMIT_REGISTRATION_PER_MINUTE",
          "RATE_LIMIT_REGISTRATION_PER_HOUR");

  /** Database variables, which only the services that need them receive. */
  private static final List<String> DATABASE =
      List.of("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_QUERY_PASSWORD");

  /**
   * Returns the programs of a stack on the folder.
   *
   * @param user the user's environment
   * @param recording whether they write their start-up caches when they end, instead of using them
   */
  static StackPrograms of(
      Installation installation,
      DataFolder data,
      StackPorts ports,
      Secrets secrets,
      Map<String, String> user,
      boolean recording) {
    Map<String, String> environment = environment(data, ports, secrets, user);
    Function<String, AotCache> caches =
        name -> new AotCache(installation.aotCaches().resolve(name + ".aot"), recording);
    PostgresAddress database = PostgresAddress.of(ports.postgres());
    ServersConfig servers =
        ServersConfig.durable(data.path(), ports.servers())
            .withKafkaOptions(caches.apply("kafka").options());
    return new StackPrograms(
        EmbeddedServers.programs(servers),
        Stream.of(
                new Service(
                    "command-service",
                    // The JVM survives: a command that exceeds the memory becomes a dead letter.
                    new Heap(128, 320, false),
                    ports.command(),
                    Map.of()),
                new Service(
                    "projector",
                    new Heap(64, 256),
                    ports.projector(),
                    Map.of(
                        "DATABASE_OWNER_URL",
                        database.databaseUrl(),
                        "DATABASE_URL",
                        database.databaseUrl("cogniscribe_projector", secrets.projectorPassword()),
                        "DATABASE_QUERY_PASSWORD",
                        secrets.queryPassword())),
                new Service(
                    "query-service",
                    new Heap(48, 160),
                    ports.query(),
                    Map.of(
                        "DATABASE_URL",
                        database.databaseUrl("cogniscribe_query", secrets.queryPassword()))))
            .map(service ->
                new ServiceProgram(
                    service.name(),
                    installation.jar(service.name()),
                    service.port(),
                    service.heap(),
                    caches.apply(service.name()),
                    service.environment(environment),
                    data))
            .<Program>map(program -> program)
            .toList());
  }

  /**
   * A service.
   *
   * @param own variables that only this service receives
   */
  private record Service(String name, Heap heap, int port, Map<String, String> own) {

    Map<String, String> environment(Map<String, String> common) {
      Map<String, String> environment = new HashMap<>(common);
      environment.putAll(own);
      return environment;
    }
  }

  /**
   * Returns the common variables of the services. They override those of the user's environment, so
   * that a stack does not use servers of another one. Other variables are inherited.
   */
  private static Map<String, String> environment(
      DataFolder data, StackPorts ports, Secrets secrets, Map<String, String> user) {
    Map<String, String> environment = new HashMap<>(secrets.variables());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
    environment.put("KAFKA_REPLICATION_FACTOR", "1");
    environment.put("KAFKA_MIN_INSYNC_REPLICAS", "1");
    DATABASE.forEach(variable -> environment.put(variable, ""));
    environment.put("REDIS_URL", "redis://127.0.0.1:" + ports.redis() + "/0");
    environment.put("COMMAND_PORT", Integer.toString(ports.command()));
    environment.put("COMMAND_URL", "http://127.0.0.1:" + ports.command());
    environment.put("QUERY_PORT", Integer.toString(ports.query()));
    environment.put("PROJECTOR_PORT", Integer.toString(ports.projector()));
    environment.put("BIND_ADDRESS", "127.0.0.1");
    environment.put("STATE_DIR", data.path().resolve("state").toString());
    environment.put("MALLOC_ARENA_MAX", "2");
    for (String limit : LIMITS_BY_ADDRESS) {
      environment.put(limit, "0");
    }
    // The gateway, which runs on this machine, is the services' own proxy.
    List<Network> proxies = GatewayConfig.trustedProxies(Settings.of(user));
    if (!proxies.isEmpty()) {
      environment.put(
          "TRUSTED_PROXIES",
          Stream.concat(Network.LOOPBACK.stream(), proxies.stream())
              .map(Network::toString)
              .collect(Collectors.joining(",")));
    }
    user.forEach((variable, value) -> {
      if (variable.startsWith("RATE_LIMIT_") && !value.isBlank()) {
        environment.put(variable, value);
      }
    });
    return environment;
  }
}
