package io.cogniscribe.query.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.access.RefusalCounter;
import io.cogniscribe.web.http.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(AccessConfiguration.class);

  private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  @Bean
  Recorder recorder(Settings settings, TrustedProxies proxies, JsonMapper json) {
    Optional<URI> commandService = settings.commandUrl();
    if (commandService.isEmpty()) {
      LOG.warn(
          "COMMAND_URL is not set: no caller can read another user's data, operators included");
      return AccessConfiguration::refuse;
    }
    RestClient http =
        RestClient.builder().baseUrl(commandService.get()).requestFactory(requests()).build();
    return new CommandServiceRecorder(http, proxies, json);
  }

  @Bean
  AccessRecords accessRecords(Recorder recorder, HttpServletRequest current) {
    return new AccessRecords(recorder, current);
  }

  @Bean
  Refusals refusals(Recorder recorder, TrustedProxies proxies) {
    return new Refusals(recorder, proxies, new RefusalCounter(Ticker.systemTicker()));
  }

  @Bean
  WebMvcConfigurer recordedRefusals(Refusals refusals) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(refusals).order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  private static JdkClientHttpRequestFactory requests() {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build());
    requests.setReadTimeout(ANSWER_WITHIN);
    return requests;
  }

  private static void refuse(String path, Object record, Object origin)
      throws NotRecordedException {
    throw new NotRecordedException("COMMAND_URL is not set");
  }
}
