package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Starts real processes, and checks their exit code and their standard error. */
class ServiceStartTest {

  @Test
  void aServiceThatFindsEverythingStarts() throws Exception {
    assertThat(start(GoodService.class)).isEqualTo(new Ended(0, "INFO 7"));
  }

  @Test
  void aWrongSettingEndsWithTwoAndOneLine() throws Exception {
    assertThat(start(UnconfiguredService.class))
        .isEqualTo(
            new Ended(
                2,
                "UnconfiguredService cannot start: STATE_DIR is not set: set it to a folder that"
                    + " survives restarts"));
  }

  @Test
  void aWrongSettingThatABeanAsksForIsTheSame() throws Exception {
    assertThat(start(MisconfiguredService.class))
        .isEqualTo(
            new Ended(
                2,
                "MisconfiguredService cannot start: PORT is \"http\": set it to a whole number"
                    + " from 0 to 65535"));
  }

  @Test
  void anUnreachableServerEndsWithThreeAndOneLine() throws Exception {
    assertThat(start(LonelyService.class))
        .isEqualTo(
            new Ended(3, "LonelyService cannot start: Kafka at a:1 does not answer: start it"));
  }

  @Test
  void aTakenPortEndsWithThreeAndOneLine() throws Exception {
    assertThat(start(CrowdedService.class))
        .isEqualTo(
            new Ended(
                3,
                "CrowdedService cannot start: Port 80 is in use: stop the program that listens"
                    + " there, or set another port"));
  }

  @Test
  void aFaultEndsWithOneAndPointsToTheLog() throws Exception {
    assertThat(start(FaultyService.class))
        .isEqualTo(
            new Ended(
                1, "FaultyService cannot start: unexpected IllegalStateException, see the log"));
  }

  @Test
  void leavesOutRepeatedLogLinesWhenAServiceRuns() throws Exception {
    assertThat(start(TalkativeService.class)).isEqualTo(new Ended(0, "20 lines"));
  }

  private record Ended(int exitCode, String standardError) {}

  private static Ended start(Class<?> service) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                service.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), error.strip());
    } finally {
      process.destroyForcibly();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class GoodService {
    static void main(String[] args) {
      ServiceStart.run(
          GoodService.class, Settings.of(Map.of()), _ -> Map.of("a.property", 7), args);
    }

    @Bean
    String greeting(Settings settings, Environment environment) {
      String greeting = settings.logLevel() + " " + environment.getProperty("a.property");
      System.err.println(greeting);
      return greeting;
    }
  }

  static class UnconfiguredService {
    static void main(String[] args) {
      ServiceStart.run(
          UnconfiguredService.class,
          Settings.of(Map.of()),
          settings ->
              Map.of(
                  "folder",
                  settings.required("STATE_DIR", "set it to a folder that survives restarts")),
          args);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class TalkativeService {
    static void main(String[] args) {
      ServiceStart.run(TalkativeService.class, Settings.of(Map.of()), _ -> Map.of(), args);
    }

    @Bean
    Integer lines() {
      Logger logger = (Logger) LoggerFactory.getLogger("talkative");
      ListAppender<ILoggingEvent> written = new ListAppender<>();
      written.start();
      logger.addAppender(written);
      for (int i = 0; i < 1_000; i++) {
        logger.warn("again {}", i);
      }
      System.err.println(written.list.size() + " lines");
      return written.list.size();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class MisconfiguredService {
    static void main(String[] args) {
      ServiceStart.run(
          MisconfiguredService.class, Settings.of(Map.of("PORT", "http")), _ -> Map.of(), args);
    }

    @Bean
    Integer port(Settings settings) {
      return settings.port("PORT", 80);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class LonelyService {
    static void main(String[] args) {
      ServiceStart.run(LonelyService.class, Settings.of(Map.of()), _ -> Map.of(), args);
    }

    @Bean
    String kafka() {
      throw new UnavailableException("Kafka at a:1 does not answer:\n  start it");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class CrowdedService {
    static void main(String[] args) {
      ServiceStart.run(CrowdedService.class, Settings.of(Map.of()), _ -> Map.of(), args);
    }

    @Bean
    String server() {
      throw new IllegalStateException("Port 80 is in use", new BindException("Address in use"));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class FaultyService {
    static void main(String[] args) {
      ServiceStart.run(FaultyService.class, Settings.of(Map.of()), _ -> Map.of(), args);
    }

    @Bean
    String broken() {
      throw new IllegalStateException("a fault\nwith details");
    }
  }
}
