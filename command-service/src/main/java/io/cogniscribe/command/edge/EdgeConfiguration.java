package io.cogniscribe.command.edge;

import com.github.benmanes.caffeine.cache.Ticker;
import io.cogniscribe.command.limit.Quotas;
import io.cogniscribe.command.limit.RateLimiter;
import io.cogniscribe.command.settings.CommandSettings;
import io.cogniscribe.settings.HttpLimits;
import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.WebConfiguration;
import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.access.AccessTable;
import io.cogniscribe.web.access.RefusalCounter;
import io.cogniscribe.web.access.RouteConfiguration;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.http.TrustedProxies;
import io.cogniscribe.web.http.WebPolicy;
import io.cogniscribe.web.openapi.ApiDocument;
import io.cogniscribe.web.problem.ProblemTranslation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.client.RestClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures the HTTP edge, which all features share. It needs the gateway of account commands, the
 * stored outcomes, the checks of sessions and keys, and a clock.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  RouteConfiguration.class,
  CommandController.class,
  AccessController.class,
  SkipController.class,
  LogEndController.class,
  ApiController.class,
  AccessLog.class,
  BodyFingerprint.class,
  CommandFactory.class,
  Retries.class,
  RoleCheck.class,
  WriteRequestArgument.class
})
public class EdgeConfiguration {

  /**
   * In bytes. A registration has three short fields and a skip has a reason; the margin is for JSON
   * escapes.
   */
  private static final long ACCOUNT_BODY_LIMIT = 16 * 1024;

  /** In bytes: a name and two ids. */
  private static final long ACCESS_BODY_LIMIT = 1024;

  /** Large bodies may take 1/16 of the heap, because up to six copies of each exist in memory. */
  private static final int SHARE_OF_HEAP = 16;

  /** The disk space for bodies that are arriving, in bytes. */
  private static final long DISK = 1024L * 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PEER_TIMEOUT = Duration.ofSeconds(2);

  /** Runs after the filter that limits the size of one body. */
  private static final int AFTER_BODY_LIMIT = 1;

  @Bean
  Side side() {
    return Side.COMMANDS;
  }

  @Bean
  WebPolicy webPolicy() {
    return WebPolicy.strict()
        .withPublicPaths(AccessTable.publicPaths(Side.COMMANDS))
        .withBodyLimit("/api/auth/**", ACCOUNT_BODY_LIMIT)
        .withBodyLimit("/api/users/**", ACCOUNT_BODY_LIMIT)
        .withBodyLimit("/api/api-keys/**", ACCOUNT_BODY_LIMIT)
        .withBodyLimit(AccessRecord.PATH, ACCESS_BODY_LIMIT)
        .withBodyLimit("/internal/**", ACCOUNT_BODY_LIMIT)
        .withBodyLimit("/api/jobs/{job_id}/complete", HttpLimits.LARGEST_BODY)
        .withBodyLimit("/api/jobs/**", LargeBodies.LARGE);
  }

  /** Stores bodies in the state directory, because the temporary directory can be in memory. */
  @Bean
  LargeBodies largeBodies(CommandSettings settings) throws IOException {
    long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    return new LargeBodies(
        settings.stateDirectory().resolve("bodies"),
        new BodyBudget(DISK, DISK / 8, Duration.ZERO),
        new BodyBudget(memory, memory / 2, PATIENCE));
  }

  @Bean
  FilterRegistrationBean<LargeBodyFilter> largeBodyFilter(LargeBodies bodies) {
    FilterRegistrationBean<LargeBodyFilter> filter =
        new FilterRegistrationBean<>(new LargeBodyFilter(bodies));
    filter.setOrder(AFTER_BODY_LIMIT);
    return filter;
  }

  /** Ignores tokens on public paths, so that a client with an expired token can get a new one. */
  @Bean
  BearerTokenResolver bearerTokens(WebPolicy policy) {
    BearerTokenResolver resolver = new DefaultBearerTokenResolver();
    return request ->
        policy.publicPaths().contains(request.getRequestURI()) ? null : resolver.resolve(request);
  }

  @Bean
  Fingerprints fingerprints(CommandSettings settings) {
    return new Fingerprints(settings.nameKey());
  }

  @Bean
  PeerOutcomes peerOutcomes() {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().connectTimeout(PEER_TIMEOUT).build());
    requests.setReadTimeout(PEER_TIMEOUT);
    return new PeerOutcomes(RestClient.builder().requestFactory(requests).build());
  }

  @Bean
  ApiDocument apiDocument(JsonMapper json) {
    return new ApiDocument(
        Side.COMMANDS,
        json,
        Map.of(
            WriteRequest.class,
            List.of(WriteHeaders.IDEMPOTENCY_KEY, HttpHeaders.IF_MATCH, WriteHeaders.PREFER)));
  }

  @Bean
  LimitClients limitClients(CommandSettings settings, TrustedProxies proxies) {
    return new LimitClients(settings.nameKey(), proxies);
  }

  @Bean
  RefusalRecords refusalRecords(AccessLog accesses, LimitClients clients) {
    return new RefusalRecords(accesses, clients, new RefusalCounter(Ticker.systemTicker()));
  }

  @Bean
  ProblemTranslation commandProblems() {
    return Problems::translate;
  }

  @Bean
  RateLimiter rateLimiter(Settings settings) {
    return RateLimiter.on(settings.redisIfSet().map(RedisAddress::forRateLimits));
  }

  @Bean
  RateLimits rateLimits(
      RateLimiter limiter, Settings settings, LimitClients clients, AccessLog accesses) {
    return new RateLimits(limiter, Quotas.of(settings), clients, accesses);
  }

  @Bean
  WebMvcConfigurer writeRequests(
      WriteRequestArgument argument, RateLimits limits, RoleCheck roles) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(argument);
      }

      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(limits);
        interceptors.addInterceptor(roles);
      }
    };
  }
}
