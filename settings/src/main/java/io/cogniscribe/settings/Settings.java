package io.cogniscribe.settings;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * Reads environment variables on request, so that a program fails only for variables that it uses.
 * A blank variable counts as not set. Every getter throws {@link SettingsException} when its
 * variable is missing or wrong. Variables of several programs have a getter here; those of one
 * program are in a record of that program.
 */
public final class Settings {

  private static final Pattern BOOTSTRAP_SERVER =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
  private static final Pattern SERVICE =
      Pattern.compile("https?://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?/?");

  private static final String KAFKA_CLIENT = "KAFKA_CLIENT_";

  private final Map<String, String> variables;

  private Settings(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** Returns the settings of this process. */
  public static Settings fromEnvironment() {
    return of(System.getenv());
  }

  /** Returns settings from the given variables only. */
  public static Settings of(Map<String, String> variables) {
    return new Settings(variables);
  }

  /** Returns {@code KAFKA_BOOTSTRAP_SERVERS}: {@code host:port}, several separated by commas. */
  public String kafkaBootstrapServers() {
    String variable = "KAFKA_BOOTSTRAP_SERVERS";
    String form = "set it to host:port, several separated by commas";
    List<String> servers = list(required(variable, form));
    boolean valid =
        !servers.isEmpty()
            && servers.stream().allMatch(server -> BOOTSTRAP_SERVER.matcher(server).matches());
    if (!valid) {
      throw new SettingsException(variable, "is not a list of servers", form);
    }
    return String.join(",", servers);
  }

  /** Returns {@code DATABASE_URL}: {@code postgresql://user:password@host:port/database}. */
  public Database database() {
    String url = required(StoreUrls.DATABASE, "set it to " + StoreUrls.DATABASE_FORM);
    return StoreUrls.database(StoreUrls.DATABASE, url);
  }

  /**
   * Returns {@code DATABASE_OWNER_URL}: the connection as the owner, who creates the tables; empty
   * when {@code DATABASE_URL} is that of the owner.
   */
  public Optional<Database> databaseOwner() {
    return value(StoreUrls.DATABASE_OWNER)
        .map(url -> StoreUrls.database(StoreUrls.DATABASE_OWNER, url));
  }

  /** Returns the logins of the services that the owner of the database sets. */
  public List<DatabaseLogin> databaseLogins() {
    return DatabaseLogin.of(this);
  }

  /** Returns {@code REDIS_URL}: {@code redis://host:port/db}; {@code rediss} encrypts. */
  public RedisAddress redis() {
    String url = required(StoreUrls.REDIS, "set it to " + StoreUrls.REDIS_FORM);
    return StoreUrls.redis(StoreUrls.REDIS, url);
  }

  /**
   * Returns {@code REDIS_REPLAY_URL}: the connection with the user who may swap databases; {@code
   * REDIS_URL} by default.
   */
  public RedisAddress redisForReplay() {
    return value(StoreUrls.REDIS_REPLAY)
        .map(url -> StoreUrls.redis(StoreUrls.REDIS_REPLAY, url))
        .orElseGet(this::redis);
  }

  /**
   * Returns {@code REDIS_URL} for a program that does not require Redis; empty when it is not set.
   */
  public Optional<RedisAddress> redisIfSet() {
    return value(StoreUrls.REDIS).map(url -> StoreUrls.redis(StoreUrls.REDIS, url));
  }

  /**
   * Returns {@code START_PATIENCE_SECONDS}, by default 30: the time for which a starting service
   * waits for a required server.
   */
  public Duration startPatience() {
    return Duration.ofSeconds(integer("START_PATIENCE_SECONDS", 30, 1, 3600));
  }

  /**
   * Returns {@code REQUEST_TIMEOUT_SECONDS}, by default 10: the time that a client has for the
   * headers of a request, and for the first bytes of its body.
   */
  public Duration requestTimeout() {
    return Duration.ofSeconds(integer("REQUEST_TIMEOUT_SECONDS", 10, 1, 300));
  }

  /**
   * Returns {@code READINESS_PATIENCE_SECONDS}, by default 10. A service is not ready when waiting
   * commands or events have not advanced for this time, or a required server has not answered for
   * it.
   */
  public Duration readinessPatience() {
    return Duration.ofSeconds(integer("READINESS_PATIENCE_SECONDS", 10, 2, 600));
  }

  /**
   * Returns a list of networks, separated by commas; {@code none} is an empty list. Empty when the
   * variable is not set.
   */
  public Optional<List<Network>> networks(String variable) {
    return value(variable)
        .map(text ->
            text.equals("none")
                ? List.of()
                : list(text).stream().map(item -> network(variable, item)).toList());
  }

  private static Network network(String variable, String text) {
    return Network.parse(text)
        .orElseThrow(() ->
            new SettingsException(
                variable,
                "is not a list of networks",
                "set it to networks such as 10.0.0.0/8, separated by commas, or to none"));
  }

  /**
   * Returns {@code KAFKA_CLIENT_...}: additional settings of Kafka clients, such as TLS and SASL.
   * {@code KAFKA_CLIENT_SECURITY_PROTOCOL} is Kafka's {@code security.protocol}.
   */
  public Map<String, String> kafkaClientSettings() {
    Map<String, String> settings = new TreeMap<>();
    for (String variable : variables.keySet()) {
      if (variable.startsWith(KAFKA_CLIENT) && variable.length() > KAFKA_CLIENT.length()) {
        String name =
            variable.substring(KAFKA_CLIENT.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        value(variable).ifPresent(value -> settings.put(name, value));
      }
    }
    return settings;
  }

  /**
   * Returns {@code LOG_LEVEL}, by default INFO. Python's names WARNING and CRITICAL are accepted.
   */
  public String logLevel() {
    String level = value("LOG_LEVEL").orElse("INFO").toUpperCase(Locale.ROOT);
    return switch (level) {
      case "TRACE", "DEBUG", "INFO", "WARN", "ERROR" -> level;
      case "WARNING" -> "WARN";
      case "CRITICAL" -> "ERROR";
      default ->
          throw new SettingsException(
              "LOG_LEVEL", "is unknown", "set it to TRACE, DEBUG, INFO, WARN, ERROR");
    };
  }

  /**
   * Returns {@code COMMAND_URL}: the {@code http://host:port} of the command-service for the
   * query-service; empty when it is not set.
   */
  public Optional<URI> commandUrl() {
    String variable = "COMMAND_URL";
    Optional<String> url = value(variable);
    if (url.isPresent() && !SERVICE.matcher(url.get()).matches()) {
      throw new SettingsException(
          variable, "is not a service's address", "set it to http://host:port");
    }
    return url.map(URI::create);
  }

  /** Returns {@code KAFKA_REPLICATION_FACTOR}, by default 3. */
  public short replicationFactor() {
    return (short) integer("KAFKA_REPLICATION_FACTOR", 3, 1, Short.MAX_VALUE);
  }

  /** Returns {@code KAFKA_MIN_INSYNC_REPLICAS}, by default 2; at most the replication factor. */
  public int minInsyncReplicas() {
    return integer("KAFKA_MIN_INSYNC_REPLICAS", 2, 1, replicationFactor());
  }

  /** Returns {@code BIND_ADDRESS}, by default 127.0.0.1: the address that servers listen on. */
  public String bindAddress() {
    String address = value("BIND_ADDRESS").orElse("127.0.0.1");
    try {
      return address.equals("localhost")
          ? "127.0.0.1"
          : InetAddress.ofLiteral(address).getHostAddress();
    } catch (IllegalArgumentException notAnAddress) {
      throw new SettingsException(
          "BIND_ADDRESS", "is not an IP address", "set it to one of this machine, or to 0.0.0.0");
    }
  }

  /** Returns a TCP port; 0 for any free port. */
  public int port(String variable, int defaultPort) {
    return integer(variable, defaultPort, 0, 65535);
  }

  /** Returns the address of a service with its port from {@code portVariable}. */
  public HttpAddress http(String portVariable, int defaultPort) {
    return new HttpAddress(
        bindAddress(), integer(portVariable, defaultPort, 0, HttpAddress.MAX_PORT));
  }

  /** Returns a whole number within inclusive bounds. */
  public int integer(String variable, int defaultValue, int min, int max) {
    Optional<String> text = value(variable);
    if (text.isEmpty()) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number out of bounds.
    }
    throw new SettingsException(
        variable,
        "is \"" + shortened(text.get()) + "\"",
        "set it to a whole number from " + min + " to " + max);
  }

  /** Returns the variable's value without surrounding blanks; empty when it is not set or blank. */
  public Optional<String> value(String variable) {
    return Optional.ofNullable(variables.get(variable))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  /** Returns the variable's value; {@code remedy} tells operators how to set it. */
  public String required(String variable, String remedy) {
    return value(variable).orElseThrow(() -> new SettingsException(variable, "is not set", remedy));
  }

  /** Returns a strong secret as a key for HMAC-SHA-256. */
  public SecretKey secret(String variable) {
    return Secrets.key(variable, required(variable, Secrets.REMEDY));
  }

  /**
   * Returns the previous secret, which {@code current} replaced and which is still accepted; empty
   * when it is not set.
   */
  public Optional<SecretKey> previousSecret(String variable, String current) {
    Optional<SecretKey> previous = value(variable).map(text -> Secrets.key(variable, text));
    if (previous.isPresent() && previous.get().equals(secret(current))) {
      throw new SettingsException(
          variable,
          "is %s itself".formatted(current),
          "set it to the key before that, or leave it out");
    }
    return previous;
  }

  /** Returns the parts of a text between commas, without blanks. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 40 ? line : line.substring(0, 40) + "...";
  }
}
