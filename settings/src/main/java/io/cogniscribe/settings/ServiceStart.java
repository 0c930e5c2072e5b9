package io.cogniscribe.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts a service the same way everywhere, and refuses to with one line. */
public final class ServiceStart {

  private static final String SOURCE = "settings";

  private ServiceStart() {}

  /**
   * Starts the service; the body of its {@code main}. When it cannot start, one line on standard
   * error says why, and the process ends with 2 (wrong setting), 3 (a server or port is not
   * available) or 1 (a fault, whose details are in the log).
   *
   * @param properties what Spring Boot is to be told, made from the settings; it wins over
   *     application.yml
   */
  @SuppressWarnings("SystemExitOutsideMain") // This is the end of main, shared by all of them.
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
   * Ends a service that turns out, after its start, to lack something it needs: one line on
   * standard error says what. It returns at once, since the shutdown may wait for the caller.
   */
  @SuppressWarnings("SystemExitOutsideMain") // What main began goes on in threads of its own.
  public static void refuse(Class<?> application, String line, ExitCode exitCode) {
    System.err.println(application.getSimpleName() + " cannot start: " + line);
    Thread.ofPlatform().start(() -> System.exit(exitCode.number()));
  }

  /**
   * Starts the service for a caller that lives on, such as a test: throws what went wrong. The
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
      // Spring Boot has set up logging by now, which would remove the filter.
      RepeatedLines.install();
    });
    return service.run(args);
  }

  private static Map<String, Object> common(Settings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("logging.level.root", settings.logLevel().name());
    // At a lower level it writes down whole requests: tokens, keys and passwords.
    properties.put("logging.level.org.apache.coyote.http11", "WARN");
    // It repeats the failure that ServiceStart reports.
    properties.put("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
    // It misses threads of pools that the closing context stops a moment later.
    properties.put("logging.level.org.apache.catalina.loader", "ERROR");
    properties.put(
        "logging.pattern.console",
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%X{request_id:-}] %logger{36} - %msg%n");
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "15s");
    properties.put("server.shutdown", "graceful");
    properties.put("server.max-http-request-header-size", HttpLimits.LARGEST_HEADER + "B");
    // How long a connection may be silent within a request; between two, it may be for longer than
    // a proxy keeps it.
    properties.put("server.tomcat.connection-timeout", settings.requestTimeout());
    properties.put("server.tomcat.keep-alive-timeout", "75s");
    // The rest of a refused body is read by RestOfBodyValve, which does not wait for long.
    properties.put("server.tomcat.max-swallow-size", "0B");
    // Bodies are JSON: forms and uploads would be read, and stored, before anybody is asked who
    // sends them.
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    properties.put("spring.servlet.multipart.enabled", false);
    properties.put("spring.main.log-startup-info", false);
    properties.put("spring.jmx.enabled", false);
    return properties;
  }
}
