package io.cogniscribe.settings;

import java.util.Arrays;
import java.util.Set;

/** Parses the URLs of PostgreSQL and Redis. */
final class StoreUrls {

  static final String DATABASE = "DATABASE_URL";
  static final String DATABASE_OWNER = "DATABASE_OWNER_URL";
  static final String DATABASE_FORM = "postgresql://user:password@host:port/database";
  static final String REDIS = "REDIS_URL";
  static final String REDIS_REPLAY = "REDIS_REPLAY_URL";
  static final String REDIS_FORM = "redis://host:port/db";

  private static final String ENCODED = " (special characters percent-encoded)";

  /** Parameters with the same name and meaning in PostgreSQL's tools and in its JDBC driver. */
  private static final Set<String> SHARED_PARAMETERS =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "options");

  private StoreUrls() {}

  static Database database(String variable, String text) {
    ServerUrl url =
        ServerUrl.parse(text, 5432).orElseThrow(() -> wrongDatabase(variable, "is not a URL"));
    if (!Set.of("postgresql", "postgres").contains(url.scheme())) {
      throw wrongDatabase(variable, "does not begin with postgresql://");
    }
    if (!url.hasValidPort()) {
      throw wrongDatabase(variable, "has no valid port");
    }
    if (url.user() == null || url.password() == null) {
      throw wrongDatabase(variable, "names no user and password");
    }
    if (!url.name().matches("[A-Za-z0-9_.-]{1,63}")) {
      throw wrongDatabase(variable, "names no database");
    }
    return new Database(jdbcUrl(variable, url), url.user(), url.password());
  }

  private static String jdbcUrl(String variable, ServerUrl url) {
    String query = url.query();
    if (query != null && !Arrays.stream(query.split("&")).allMatch(StoreUrls::isShared)) {
      throw wrongDatabase(
          variable, "has a parameter other than " + String.join(", ", SHARED_PARAMETERS));
    }
    return "jdbc:postgresql://%s:%d/%s%s"
        .formatted(url.host(), url.port(), url.name(), query == null ? "" : "?" + query);
  }

  private static boolean isShared(String parameter) {
    return SHARED_PARAMETERS.contains(parameter.replaceFirst("=.*", ""));
  }

  static RedisAddress redis(String variable, String text) {
    ServerUrl url =
        ServerUrl.parse(text, 6379).orElseThrow(() -> wrongRedis(variable, "is not a URL"));
    if (!Set.of("redis", "rediss").contains(url.scheme())) {
      throw wrongRedis(variable, "does not begin with redis://");
    }
    if (!url.hasValidPort()) {
      throw wrongRedis(variable, "has no valid port");
    }
    if (!url.name().matches("[0-9]{0,4}") || url.query() != null) {
      throw wrongRedis(variable, "names no database by its number");
    }
    return new RedisAddress(
        url.host(),
        url.port(),
        url.user(),
        url.password(),
        url.name().isEmpty() ? 0 : Integer.parseInt(url.name()),
        url.scheme().equals("rediss"));
  }

  private static SettingsException wrongDatabase(String variable, String problem) {
    return new SettingsException(variable, problem, "set it to " + DATABASE_FORM + ENCODED);
  }

  private static SettingsException wrongRedis(String variable, String problem) {
    return new SettingsException(variable, problem, "set it to " + REDIS_FORM + ENCODED);
  }
}
