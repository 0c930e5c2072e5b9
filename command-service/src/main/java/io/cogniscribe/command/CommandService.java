package io.cogniscribe.command;

import io.cogniscribe.command.account.AccountConfiguration;
import io.cogniscribe.command.apikey.ApiKeyConfiguration;
import io.cogniscribe.command.edge.EdgeConfiguration;
import io.cogniscribe.command.job.JobConfiguration;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The command-service: HTTP edge and deciders in one process. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
  LogConfiguration.class,
  EdgeConfiguration.class,
  JobConfiguration.class,
  AccountConfiguration.class,
  ApiKeyConfiguration.class
})
public class CommandService {

  /** Starts the service; docs/configuration.md lists the variables of its environment. */
  public static void main(String[] args) {
    ServiceStart.run(
        CommandService.class, Settings.fromEnvironment(), CommandService::properties, args);
  }

  /** Returns the Spring Boot properties that follow from the settings. */
  public static Map<String, Object> properties(Settings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.putAll(settings.http("COMMAND_PORT", 8080).properties());
    properties.put("management.endpoints.web.exposure.include", "health,metrics,prometheus");
    properties.put("management.endpoint.health.probes.enabled", true);
    properties.put("management.endpoint.health.show-details", "always");
    properties.put("management.endpoint.health.group.readiness.include", "readinessState,commands");
    // Kafka's clients log all of their settings at INFO.
    properties.put("logging.level.org.apache.kafka", "WARN");
    return properties;
  }
}
