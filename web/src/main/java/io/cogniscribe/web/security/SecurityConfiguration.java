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

/** Requires a token or a key on every path except those of {@link WebPolicy} and the actuator. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration implements WebMvcConfigurer {

  /** The actuator has its own port, which is not exposed to the public network. */
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
    // Without a session check, a service accepts every token that is signed and has not expired.
    SessionCheck check = sessions.getIfAvailable(() -> caller -> caller);
    // Without a key check, a service accepts no API key.
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
   * claims that tokens are bound to client certificates, and ours are not.
   */
  private static SecurityFilterChain withoutMetadata(DefaultSecurityFilterChain chain) {
    return new DefaultSecurityFilterChain(
        chain.getRequestMatcher(),
        chain.getFilters().stream()
            .filter(filter -> !(filter instanceof OAuth2ProtectedResourceMetadataFilter))
            .toList());
  }

  /**
   * Sets security headers. Answers hold personal data: they are not cached or framed, and a client
   * that has used TLS must keep using it.
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

  /**
   * Switches off observations of each security filter, which cost more than the authorization
   * rules.
   */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  JwtDecoder jwtDecoder(Settings settings) {
    return TokenDecoding.decoder(TokenKeys.of(settings), Clock.systemUTC());
  }

  /**
   * Allows pages of the configured origins to read answers. Requests from other origins are served
   * too, but their page cannot read the answer. They cannot be refused, because browsers also send
   * an origin for the gateway's own pages; and a token, unlike a cookie, is never sent by itself.
   */
  private static CorsConfigurationSource cors(Settings settings) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(CorsRules.of(settings).origins());
    cors.setAllowedMethods(CorsRules.METHODS);
    cors.setAllowedHeaders(List.of("*"));
    cors.setExposedHeaders(CorsRules.EXPOSED_HEADERS);
    cors.setMaxAge(CorsRules.MAX_AGE);
    return request -> cors.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null ? null : cors;
  }
}
