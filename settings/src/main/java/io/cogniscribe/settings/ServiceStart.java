package io.cogniscribe.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts a service, and reports a failed start in one line. */
public final class ServiceStart {

  private static final String SOURCE = "settings";

  private ServiceStart() {}

  /**
   * Starts the service, as the body of its {@code main}. When it cannot start, one line on standard
   * error gives the reason, and the process ends with 2 (wrong setting), 3 (a server or port is not
   * available) or 1 (an unexpected failure, with details in the log).
   *
   * @param properties derives properties of Spring Boot from the settings; they override
   *     application.yml
   */
  @SuppressWarnings("SystemExitOutsideMain") // This is the end of the main method of all services.
  public static void run(
      Class<?> application,
      Settings settings,
      Function<Settings, Map<String, Object>> properties,
      String... args) {
    try {
      start(application, settings, properties, args);
    } catch (RuntimeException failure) {
      StartFailure reason = StartFailure.of(failure);
      System.err.println(application.getSimpleName() + " cannot start: " + reason.line());
      System.exit(reason.exitCode().number());
    }
  }

  /**
   * Ends a service that has started and then lacks a requirement. Writes one line with the reason
   * to standard error. Returns at once, because the shutdown may wait for the caller.
   */
  @SuppressWarnings("SystemExitOutsideMain") // The service runs in other threads than main.
  public static void refuse(Class<?> application, String line, ExitCode exitCode) {
    System.err.println(application.getSimpleName() + " cannot start: " + line);
    Thread.ofPlatform().start(() -> System.exit(exitCode.number()));
  }

  /**
   * Starts the service for a caller that continues, such as a test, and throws on failure. The
   * {@link Settings} are a bean of the context.
   */
  public static ConfigurableApplicationContext start(
      Class<?> application,
      Settings settings,
      Function<Settings, Map<String, Object>> properties,
      String... args) {
    Map<String, Object> own = properties.apply(settings);
    SpringApplication service = new SpringApplication(application);
    service.setBannerMode(Banner.Mode.OFF);
    service.setDefaultProperties(common(settings));
    service.addInitializers(context -> {
      context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(SOURCE, own));
      context.getBeanFactory().registerSingleton(SOURCE, settings);
      // Installed here, because the logging setup of Spring Boot would remove an earlier filter.
      RepeatedLines.install();
    });
    return service.run(args);
  }

  private static Map<String, Object> common(Settings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("logging.level.root", settings.logLevel());
    // At a lower level, it logs whole requests, including tokens, keys and passwords.
    properties.put("logging.level.org.apache.coyote.http11", "WARN");
    // It would repeat the failure that ServiceStart reports.
    properties.put("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
    // It reports pool threads that the closing context stops a moment later.
    properties.put("logging.level.org.apache.catalina.loader", "ERROR");
    properties.put(
        "logging.pattern.console",
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%X{request_id:-}] %logger{36} - %msg%n");
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "15s");
    properties.put("server.shutdown", "graceful");
    properties.put("server.max-http-request-header-size", HttpLimits.LARGEST_HEADER + "B");
    // The maximum idle time within a request. Between requests, it is longer than the keep-alive
    // time of a proxy.
    properties.put("server.tomcat.connection-timeout", settings.requestTimeout());
    properties.put("server.tomcat.keep-alive-timeout", "75s");
    // RestOfBodyValve reads the rest of a refused body, with a short time limit.
    properties.put("server.tomcat.max-swallow-size", "0B");
    // Bodies are JSON. Spring would read and store forms and uploads before authentication.
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    properties.put("spring.servlet.multipart.enabled", false);
    properties.put("spring.main.log-startup-info", false);
    properties.put("spring.jmx.enabled", false);
    return properties;
  }
}
