package io.cogniscribe.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Parses the URLs of PostgreSQL and Redis. */
final class StoreUrls {

  static final String DATABASE = "DATABASE_URL";
  static final String DATABASE_OWNER = "DATABASE_OWNER_URL";
  static final String DATABASE_FORM = "postgresql://user:password@host:port/database";
  static final String REDIS = "REDIS_URL";
  static final String REDIS_REPLAY = "REDIS_REPLAY_URL";
  static final String REDIS_FORM = "redis://host:port/db";

  /** Parameters with the same name and meaning in PostgreSQL's tools and in its JDBC driver. */
  private static final Set<String> SHARED_PARAMETERS =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "options");

  private StoreUrls() {}

  static Database database(String variable, String text) {
    ServerUrl url = url(variable, text, 5432, DATABASE_FORM, List.of("postgresql", "postgres"));
    if (url.user() == null || url.password() == null) {
      throw wrong(variable, "names no user and password", DATABASE_FORM);
    }
    if (!url.name().matches("[A-Za-z0-9_.-]{1,63}")) {
      throw wrong(variable, "names no database", DATABASE_FORM);
    }
    return new Database(jdbcUrl(variable, url), url.user(), url.password());
  }

  private static String jdbcUrl(String variable, ServerUrl url) {
    String query = url.query();
    if (query != null && !Arrays.stream(query.split("&")).allMatch(StoreUrls::isShared)) {
      throw wrong(
          variable,
          "has a parameter other than " + String.join(", ", SHARED_PARAMETERS),
          DATABASE_FORM);
    }
    return "jdbc:postgresql://%s:%d/%s%s"
        .formatted(url.host(), url.port(), url.name(), query == null ? "" : "?" + query);
  }

  private static boolean isShared(String parameter) {
    return SHARED_PARAMETERS.contains(parameter.replaceFirst("=.*", ""));
  }

  static RedisAddress redis(String variable, String text) {
    ServerUrl url = url(variable, text, 6379, REDIS_FORM, List.of("redis", "rediss"));
    if (!url.name().matches("[0-9]{0,4}") || url.query() != null) {
      throw wrong(variable, "names no database by its number", REDIS_FORM);
    }
    return new RedisAddress(
        url.host(),
        url.port(),
        url.user(),
        url.password(),
        url.name().isEmpty() ? 0 : Integer.parseInt(url.name()),
        url.scheme().equals("rediss"));
  }

  private static ServerUrl url(
      String variable, String text, int defaultPort, String form, List<String> schemes) {
    ServerUrl url =
        ServerUrl.parse(text, defaultPort).orElseThrow(() -> wrong(variable, "is not a URL", form));
    if (!schemes.contains(url.scheme())) {
      throw wrong(variable, "does not begin with " + schemes.getFirst() + "://", form);
    }
    if (!url.hasValidPort()) {
      throw wrong(variable, "has no valid port", form);
    }
    return url;
  }

  private static SettingsException wrong(String variable, String problem, String form) {
    return new SettingsException(
        variable, problem, "set it to " + form + " (special characters percent-encoded)");
  }
}
