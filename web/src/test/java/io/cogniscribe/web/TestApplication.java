package io.cogniscribe.web;

import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.http.RequestId;
import io.cogniscribe.web.http.WebPolicy;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.ApiKeyCheck;
import io.cogniscribe.web.security.ApiKeyCheck.GoodKey;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service that uses the module. */
@SpringBootApplication
@Import(WebConfiguration.class)
class TestApplication {

  static final String SECRET = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";

  static final String PREVIOUS_SECRET = "kP4wR8tYc2MbNx6vQz9sLd3fHj7gTa5e";

  static final Settings SETTINGS =
      Settings.of(
          Map.of(
              "JWT_SECRET_KEY",
              SECRET,
              "JWT_SECRET_KEY_PREVIOUS",
              PREVIOUS_SECRET,
              "CORS_ALLOW_ORIGINS",
              "https://app.example.org",
              "LOG_LEVEL",
              "WARN"));

  static ConfigurableApplicationContext start() {
    return start(SETTINGS);
  }

  /** Starts the application with one more setting. */
  static ConfigurableApplicationContext startWith(String variable, String value) {
    return start(
        Settings.of(Map.of("JWT_SECRET_KEY", SECRET, "LOG_LEVEL", "WARN", variable, value)));
  }

  private static ConfigurableApplicationContext start(Settings with) {
    return ServiceStart.start(
        TestApplication.class,
        with,
        settings -> Map.of("server.port", 0, "server.address", "127.0.0.1"));
  }

  static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Bean
  Side side() {
    return Side.QUERIES;
  }

  @Bean
  WebPolicy webPolicy() {
    return WebPolicy.strict()
        .withPublicPaths("/api/public/**")
        .withBodyLimit("/api/public/small", 1000);
  }

  /** Accepts only the worker's key of {@link Keys}. */
  @Bean
  ApiKeyCheck apiKeyCheck() {
    return id -> {
      if (id.equals(Keys.UNTELLABLE.id())) {
        throw ProblemException.unavailable("revocation_unknown", "The key is not known.", 2);
      }
      return id.equals(Keys.WORKER.id())
          ? Optional.of(new GoodKey("whisper-1", Role.WORKER, Keys.WORKER.secretHash()))
          : Optional.empty();
    };
  }

  enum Colour {
    RED,
    DARK_BLUE
  }

  record Part(String name, int count) {}

  record Order(
      String title,
      int number,
      long total,
      double ratio,
      boolean urgent,
      UUID ownerId,
      Colour colour,
      Instant dueAt,
      @Nullable String remark,
      @Nullable List<Part> parts) {

    Order {
      if (title.isBlank()) {
        throw ProblemException.invalid("title", "must not be blank");
      }
      if (number < 0) {
        throw new IllegalArgumentException("a number must not be negative");
      }
    }
  }

  record Small(String text) {}

  @RestController
  static class Orders {

    @PostMapping(path = "/api/public/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Order create(@RequestBody Order order) {
      return order;
    }

    @PostMapping("/api/public/small")
    int small(@RequestBody Small small) {
      return small.text().length();
    }

    /** Reads the body like a busy service: one byte, then the rest after a pause. */
    @PostMapping("/api/public/unhurried")
    int unhurried(@RequestParam int millis, HttpServletRequest request)
        throws IOException, InterruptedException {
      InputStream body = request.getInputStream();
      int first = body.readNBytes(1).length;
      Thread.sleep(millis);
      return first + body.readAllBytes().length;
    }

    @PostMapping("/api/public/list")
    int list(@RequestBody List<Part> parts) {
      return parts.size();
    }

    @GetMapping("/api/public/orders/{id}")
    String read(@PathVariable UUID id, @RequestParam int limit) {
      return id + " " + limit;
    }

    @GetMapping("/api/public/fails/{how}")
    String fail(@PathVariable String how, @RequestParam(required = false) @Nullable String secret) {
      LoggerFactory.getLogger(Orders.class).info("failing: {}", how);
      throw switch (how) {
        case "store" -> new DataAccessResourceFailureException("postgres-7.internal is down");
        case "conflict" ->
            new ProblemException(HttpStatus.CONFLICT, "job_completed", "The job is completed.")
                .withHeader("X-Why", "because");
        default -> new IllegalStateException("secret detail: " + how);
      };
    }

    @GetMapping("/api/public/error")
    String error() {
      throw new StackOverflowError();
    }

    @GetMapping("/api/public/anonymous")
    Caller anonymous(Caller caller) {
      return caller;
    }

    @GetMapping("/api/me")
    Caller me(Caller caller) {
      return caller;
    }

    @GetMapping("/api/request")
    Map<String, UUID> request(HttpServletRequest request) {
      return Map.of("id", RequestId.of(request));
    }

    @PostMapping("/api/private/small")
    int privateSmall(@RequestBody Small small) {
      return small.text().length();
    }
  }
}
