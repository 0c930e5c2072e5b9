package io.cogniscribe.projector;

import io.cogniscribe.settings.HttpAddress;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Main class of the projector service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ProjectorBeans.class)
public class Projector {

  /** Starts the service. */
  public static void main(String[] args) {
    ServiceStart.run(Projector.class, Settings.fromEnvironment(), Projector::properties, args);
  }

  /**
   * Serves the actuator on the management port; the service has no API and so no other web server.
   */
  static Map<String, Object> properties(Settings settings) {
    HttpAddress address = settings.http("PROJECTOR_PORT", 8082);
    return Map.of("server.address", address.bindAddress(), "server.port", address.managementPort());
  }
}
