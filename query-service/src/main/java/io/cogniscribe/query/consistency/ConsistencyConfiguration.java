package io.cogniscribe.query.consistency;

import io.cogniscribe.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Selects the projection that each guarded path waits for. */
@Configuration(proxyBeanMethods = false)
class ConsistencyConfiguration implements WebMvcConfigurer {

  /** Half of the 256 connections of a gateway thread, because each waiting read holds one. */
  private static final int PLACES = 128;

  /** Far more than a page sends at once after a write. */
  private static final int PLACES_OF_ONE = 16;

  private static final Duration ANSWER_WITHIN = Duration.ofMillis(500);

  private final ReadYourWrites.Waiting waiting;

  ConsistencyConfiguration(JdbcClient postgres, Settings settings, JsonMapper json) {
    this.waiting =
        new ReadYourWrites.Waiting(
            new ProjectionWatch(new Positions(postgres)),
            new WaitingRoom(PLACES, PLACES_OF_ONE),
            settings
                .commandUrl()
                .<WrittenCommands>map(url -> new CommandServiceEnds(client(url), json))
                .orElse(WrittenCommands.UNKNOWN));
  }

  private static RestClient client(URI commandService) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER_WITHIN)
                .build());
    requests.setReadTimeout(ANSWER_WITHIN);
    return RestClient.builder().baseUrl(commandService).requestFactory(requests).build();
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(guard("jobs", "jobs.commands", "jobs.events"))
        .addPathPatterns("/api/jobs/**", "/api/pipeline/**");
    registry
        .addInterceptor(guard("usage", "jobs.commands", "jobs.events"))
        .addPathPatterns("/api/usage");
    registry
        .addInterceptor(guard("users", "auth.commands", "auth.events"))
        .addPathPatterns("/api/users/**")
        .excludePathPatterns("/api/users/*/sessions");
    registry
        .addInterceptor(guard("sessions", "auth.commands", "auth.events"))
        .addPathPatterns("/api/auth/sessions", "/api/users/*/sessions");
    registry
        .addInterceptor(guard("api-keys", "auth.commands", "auth.events"))
        .addPathPatterns("/api/api-keys");
  }

  private ReadYourWrites guard(String projection, String commandTopic, String eventTopic) {
    return new ReadYourWrites(waiting, projection, commandTopic, eventTopic);
  }
}
