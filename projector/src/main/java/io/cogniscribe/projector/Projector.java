package io.cogniscribe.projector;

import io.cogniscribe.projector.cli.ProjectorCommand;
import io.cogniscribe.settings.HttpAddress;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The projector's program: without arguments the service, with arguments the command line. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ProjectorBeans.class)
public class Projector {

  /** Starts the service, or runs a command and ends with its exit code. */
  public static void main(String[] args) {
    if (args.length > 0) {
      // What libraries have to say is not the answer to a command.
      System.setProperty("logback.configurationFile", "io/cogniscribe/projector/cli/logback.xml");
      System.exit(ProjectorCommand.run(Settings.fromEnvironment(), args));
    }
    ServiceStart.run(Projector.class, Settings.fromEnvironment(), Projector::properties, args);
  }

  /** The service has no API: its one web server is for the actuator, on the management port. */
  static Map<String, Object> properties(Settings settings) {
    HttpAddress address = settings.http("PROJECTOR_PORT", 8082);
    return Map.of("server.address", address.bindAddress(), "server.port", address.managementPort());
  }
}
