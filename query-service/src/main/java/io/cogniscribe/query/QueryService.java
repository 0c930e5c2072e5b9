package io.cogniscribe.query;

import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.WebConfiguration;
import io.cogniscribe.web.access.AccessTable;
import io.cogniscribe.web.access.RouteConfiguration;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.http.WebPolicy;
import io.cogniscribe.web.security.TokenKeys;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Serves the read models that the projections build. */
@SpringBootApplication
@Import({WebConfiguration.class, RouteConfiguration.class})
public class QueryService {

  /** Small, because no request needs a body. */
  private static final long BODY_LIMIT = 1024;

  static void main(String[] args) {
    ServiceStart.run(
        QueryService.class, Settings.fromEnvironment(), QueryService::properties, args);
  }

  static Map<String, Object> properties(Settings settings) {
    // Read here so that an invalid setting ends the start at once; beans read them later.
    TokenKeys.of(settings);
    settings.commandUrl();
    Map<String, Object> properties = new HashMap<>(settings.http("QUERY_PORT", 8081).properties());
    Database database = settings.database();
    properties.put("spring.datasource.url", database.jdbcUrl());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    RedisAddress redis = settings.redis();
    properties.put("spring.data.redis.host", redis.host());
    properties.put("spring.data.redis.port", redis.port());
    properties.put("spring.data.redis.database", redis.database());
    properties.put("spring.data.redis.ssl.enabled", redis.tls());
    if (redis.username() != null) {
      properties.put("spring.data.redis.username", redis.username());
    }
    if (redis.password() != null) {
      properties.put("spring.data.redis.password", redis.password());
    }
    return properties;
  }

  @Bean
  Side side() {
    return Side.QUERIES;
  }

  @Bean
  WebPolicy webPolicy() {
    return WebPolicy.strict()
        .withPublicPaths(AccessTable.publicPaths(Side.QUERIES))
        .withBodyLimit("/**", BODY_LIMIT);
  }
}
