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
 * Reads environment variables, each when it is asked for, so that a program is refused only for
 * what it uses. A blank variable counts as not set. Every getter throws {@link SettingsException}
 * when its variable is missing or wrong. Variables that several programs read have a getter here;
 * those of one program are in a record of its own.
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

  /** The settings of this process. */
  public static Settings fromEnvironment() {
    return of(System.getenv());
  }

  /** Settings from the given variables alone. */
  public static Settings of(Map<String, String> variables) {
    return new Settings(variables);
  }

  /** {@code KAFKA_BOOTSTRAP_SERVERS}: {@code host:port}, several separated by commas. */
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

  /** {@code DATABASE_URL}: {@code postgresql://user:password@host:port/database}. */
  public Database database() {
    String url = required(StoreUrls.DATABASE, "set it to " + StoreUrls.DATABASE_FORM);
    return StoreUrls.database(StoreUrls.DATABASE, url);
  }

  /**
   * {@code DATABASE_OWNER_URL}: the same database as its owner reaches it, who makes the tables;
   * empty when {@code DATABASE_URL} is that of the owner.
   */
  public Optional<Database> databaseOwner() {
    return value(StoreUrls.DATABASE_OWNER)
        .map(url -> StoreUrls.database(StoreUrls.DATABASE_OWNER, url));
  }

  /** Who may log in to the database besides its owner, as far as the owner sees to that. */
  public List<DatabaseLogin> databaseLogins() {
    return DatabaseLogin.of(this);
  }

  /** {@code REDIS_URL}: {@code redis://host:port/db}; {@code rediss} encrypts. */
  public RedisAddress redis() {
    String url = required(StoreUrls.REDIS, "set it to " + StoreUrls.REDIS_FORM);
    return StoreUrls.redis(StoreUrls.REDIS, url);
  }

  /**
   * {@code REDIS_REPLAY_URL}: the same as the user reaches it who may swap databases; {@code
   * REDIS_URL} unless set.
   */
  public RedisAddress redisForReplay() {
    return value(StoreUrls.REDIS_REPLAY)
        .map(url -> StoreUrls.redis(StoreUrls.REDIS_REPLAY, url))
        .orElseGet(this::redis);
  }

  /** The same for a program that can do without; empty when it is not set. */
  public Optional<RedisAddress> redisIfSet() {
    return value(StoreUrls.REDIS).map(url -> StoreUrls.redis(StoreUrls.REDIS, url));
  }

  /** {@code START_PATIENCE_SECONDS}: how long a starting service waits for a server it needs. */
  public Duration startPatience() {
    return Duration.ofSeconds(integer("START_PATIENCE_SECONDS", 30, 1, 3600));
  }

  /**
   * {@code REQUEST_TIMEOUT_SECONDS}, 10 unless set: the time that a client has for the headers of a
   * request, and for the first bytes of its body.
   */
  public Duration requestTimeout() {
    return Duration.ofSeconds(integer("REQUEST_TIMEOUT_SECONDS", 10, 1, 300));
  }

  /**
   * {@code READINESS_PATIENCE_SECONDS}, 10 unless set: a service is not ready when commands or
   * events wait and have not moved for so long, or a server that it needs has not answered.
   */
  public Duration readinessPatience() {
    return Duration.ofSeconds(integer("READINESS_PATIENCE_SECONDS", 10, 2, 600));
  }

  /** Networks, separated by commas; {@code none} for an empty list. Empty when it is not set. */
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
   * {@code KAFKA_CLIENT_...}: settings that Kafka's clients are given beside our own, such as those
   * of TLS and SASL. {@code KAFKA_CLIENT_SECURITY_PROTOCOL} is Kafka's {@code security.protocol}.
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

  /** {@code LOG_LEVEL}, INFO unless set; Python's names WARNING and CRITICAL are understood. */
  public LogLevel logLevel() {
    return switch (value("LOG_LEVEL").orElse("INFO").toUpperCase(Locale.ROOT)) {
      case "TRACE" -> LogLevel.TRACE;
      case "DEBUG" -> LogLevel.DEBUG;
      case "INFO" -> LogLevel.INFO;
      case "WARN", "WARNING" -> LogLevel.WARN;
      case "ERROR", "CRITICAL" -> LogLevel.ERROR;
      default ->
          throw new SettingsException(
              "LOG_LEVEL", "is unknown", "set it to " + oneOf(LogLevel.values()));
    };
  }

  /**
   * {@code COMMAND_URL}: {@code http://host:port} at which the query-service reaches the
   * command-service; empty when it does not.
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

  /** {@code KAFKA_REPLICATION_FACTOR}, 3 unless set. */
  public short replicationFactor() {
    return (short) integer("KAFKA_REPLICATION_FACTOR", 3, 1, Short.MAX_VALUE);
  }

  /** {@code KAFKA_MIN_INSYNC_REPLICAS}, 2 unless set; at most the replication factor. */
  public int minInsyncReplicas() {
    return integer("KAFKA_MIN_INSYNC_REPLICAS", 2, 1, replicationFactor());
  }

  /** {@code BIND_ADDRESS}, 127.0.0.1 unless set: the address that servers listen on. */
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

  /** A TCP port; 0 stands for any free one. */
  public int port(String variable, int defaultPort) {
    return integer(variable, defaultPort, 0, 65535);
  }

  /** Where a service listens whose port stands in {@code portVariable}. */
  public HttpAddress http(String portVariable, int defaultPort) {
    return new HttpAddress(
        bindAddress(), integer(portVariable, defaultPort, 0, HttpAddress.MAX_PORT));
  }

  /** A whole number within bounds, both included. */
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

  /** The variable's value without surrounding blanks; empty when it is not set or blank. */
  public Optional<String> value(String variable) {
    return Optional.ofNullable(variables.get(variable))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  /** The variable's value; {@code remedy} says what to do when it is not set. */
  public String required(String variable, String remedy) {
    return value(variable).orElseThrow(() -> new SettingsException(variable, "is not set", remedy));
  }

  /** A strong secret as a key for HMAC-SHA-256. */
  public SecretKey secret(String variable) {
    return Secrets.key(variable, required(variable, Secrets.REMEDY));
  }

  /** The secret that {@code current} replaced, which is still accepted; empty unless set. */
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

  /** The parts of a text between commas, without blanks. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static String oneOf(Object[] names) {
    return String.join(", ", Arrays.stream(names).map(Object::toString).toList());
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 40 ? line : line.substring(0, 40) + "...";
  }
}
