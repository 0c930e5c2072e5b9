package io.cogniscribe.command.api;

import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.CommandService;
import io.cogniscribe.command.engine.CommandStreams;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.security.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The complete command-service, ready for requests. */
record RunningService(ConfigurableApplicationContext context, Api api) implements AutoCloseable {

  /** Tests send more requests than a person, all from one address, so limits are off by default. */
  private static final List<String> UNLIMITED =
      List.of(
          "RATE_LIMIT_PER_MINUTE",
          "RATE_LIMIT_PER_HOUR",
          "RATE_LIMIT_WRITE_PER_MINUTE",
          "RATE_LIMIT_WRITE_PER_HOUR",
          "RATE_LIMIT_LOGIN_PER_MINUTE",
          "RATE_LIMIT_LOGIN_PER_HOUR",
          "RATE_LIMIT_REGISTRATION_PER_MINUTE",
          "RATE_LIMIT_REGISTRATION_PER_HOUR");

  static RunningService start(String kafka, Path state) {
    return start(kafka, state, Map.of());
  }

  static RunningService start(String kafka, Path state, Map<String, String> more) {
    return start(TestedService.class, kafka, state, more);
  }

  /**
   * Starts a service with beans of the test.
   *
   * @param application the command-service, with replacements for some of its beans
   */
  static RunningService start(
      Class<? extends TestedService> application,
      String kafka,
      Path state,
      Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
    environment.put("KAFKA_REPLICATION_FACTOR", "1");
    environment.put("KAFKA_MIN_INSYNC_REPLICAS", "1");
    environment.put("JWT_SECRET_KEY", "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u");
    environment.put("NAME_KEY_SECRET", "f3VtK8wQz5LmXr2pGh7cNj4bYd9sAe6T");
    environment.put("ACTOR_KEY_SECRET", "b8Yq2NxTz6WmKc4rHd9sVf3gJp7aLe5Q");
    environment.put("STATE_DIR", state.toString());
    environment.put("LOG_LEVEL", "WARN");
    environment.putIfAbsent("COMMAND_PORT", "0");
    for (String limit : UNLIMITED) {
      environment.putIfAbsent(limit, "0");
    }
    Settings settings = Settings.of(environment);
    ConfigurableApplicationContext context =
        ServiceStart.start(application, settings, CommandService::properties);
    try {
      int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      CommandStreams deciders = context.getBean(CommandStreams.class);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Status.UP.equals(Objects.requireNonNull(deciders.health()).getStatus()));
      return new RunningService(context, new Api(port, context.getBean(TokenIssuer.class)));
    } catch (RuntimeException notReady) {
      // An open context would take partitions from the services of later tests.
      context.close();
      throw notReady;
    }
  }

  @Override
  public void close() {
    api.close();
    context.close();
  }
}
