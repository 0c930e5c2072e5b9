package io.cogniscribe.web.security;

import io.cogniscribe.settings.CorsRules;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.http.TrustedProxies;
import io.cogniscribe.web.http.WebPolicy;
import io.cogniscribe.web.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Every path needs a token or a key, except those that the {@link WebPolicy} names and the
 * actuator's.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration implements WebMvcConfigurer {

  /** The actuator has a port of its own, which is not for the public network. */
  private static final String ACTUATOR = "/actuator/**";

  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      WebPolicy policy,
      ProblemWriter writer,
      Settings settings,
      TrustedProxies proxies,
      ObjectProvider<SessionCheck> sessions,
      ObjectProvider<ApiKeyCheck> apiKeys,
      ObjectProvider<RefusedKeys> refusedKeys) {
    // Without a check of its own a service takes every token that is signed and has not expired.
    SessionCheck check = sessions.getIfAvailable(() -> caller -> caller);
    // Without one of its own it knows of no key.
    ApiKeyCheck keys = apiKeys.getIfAvailable(() -> _ -> Optional.empty());
    ProblemEntryPoint refusal = new ProblemEntryPoint(writer);
    DefaultSecurityFilterChain chain =
        http.authorizeHttpRequests(paths ->
                paths
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(ACTUATOR)
                    .permitAll()
                    .requestMatchers(policy.publicPaths().toArray(String[]::new))
                    .permitAll()
                    .anyRequest()
                    .authenticated())
            .addFilterBefore(
                new ApiKeyFilter(
                    keys, policy, writer, refusedKeys.getIfAvailable(() -> (_, _) -> {})),
                BearerTokenAuthenticationFilter.class)
            .addFilterAfter(new SessionFilter(check, writer), BearerTokenAuthenticationFilter.class)
            .oauth2ResourceServer(server ->
                server
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(CallerAuthentication::of))
                    .authenticationEntryPoint(refusal)
                    .accessDeniedHandler(refusal))
            .exceptionHandling(
                handling -> handling.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
            .headers(headers -> headers(headers, proxies))
            .cors(origins -> origins.configurationSource(cors(settings)))
            .sessionManagement(
                session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .csrf(AbstractHttpConfigurer::disable)
            .formLogin(AbstractHttpConfigurer::disable)
            .httpBasic(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .build();
    return withoutMetadata(chain);
  }

  /**
   * Removes {@code /.well-known/oauth-protected-resource}, which Spring Security always adds: it
   * says that tokens are bound to client certificates, and none of ours is.
   */
  private static SecurityFilterChain withoutMetadata(DefaultSecurityFilterChain chain) {
    return new DefaultSecurityFilterChain(
        chain.getRequestMatcher(),
        chain.getFilters().stream()
            .filter(filter -> !(filter instanceof OAuth2ProtectedResourceMetadataFilter))
            .toList());
  }

  /**
   * Answers hold personal data: no cache keeps them, no page frames them, and who once came over
   * TLS comes over nothing else.
   */
  private static void headers(HeadersConfigurer<HttpSecurity> headers, TrustedProxies proxies) {
    headers
        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
        .addHeaderWriter((request, response) -> {
          if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
          }
        })
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .contentSecurityPolicy(policy -> policy.policyDirectives("frame-ancestors 'none'"))
        .httpStrictTransportSecurity(hsts -> hsts.requestMatcher(proxies::isSecure))
        .xssProtection(HeadersConfigurer.XXssConfig::disable)
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }

  /** Watching each security filter of each request costs more than the request's own rules. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  JwtDecoder jwtDecoder(Settings settings) {
    return TokenDecoding.decoder(TokenKeys.of(settings), Clock.systemUTC());
  }

  /**
   * Answers to pages of these origins may be read by them. A request of another origin is served
   * all the same, only its page cannot read the answer: browsers name an origin for a gateway's own
   * pages, too, and a token is no cookie that would come along by itself.
   */
  private static CorsConfigurationSource cors(Settings settings) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(settings.corsAllowOrigins());
    cors.setAllowedMethods(CorsRules.METHODS);
    cors.setAllowedHeaders(List.of("*"));
    cors.setExposedHeaders(CorsRules.EXPOSED_HEADERS);
    cors.setMaxAge(CorsRules.MAX_AGE);
    return request -> cors.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null ? null : cors;
  }
}
