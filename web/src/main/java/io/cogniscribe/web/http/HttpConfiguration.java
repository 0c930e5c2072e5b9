package io.cogniscribe.web.http;

import io.cogniscribe.settings.Settings;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Filters and server settings that apply to every request. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

  /**
   * Order after Spring Security (-100), so that the body of an unauthenticated request is not read.
   */
  private static final int AFTER_SECURITY = 0;

  @Bean
  FilterRegistrationBean<RequestId> requestIdFilter() {
    FilterRegistrationBean<RequestId> filter = new FilterRegistrationBean<>(new RequestId());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  BodyPace bodyPace(Settings settings) {
    return BodyPace.of(settings.requestTimeout());
  }

  @Bean
  FilterRegistrationBean<BodyPaceFilter> bodyPaceFilter(BodyPace pace) {
    FilterRegistrationBean<BodyPaceFilter> filter =
        new FilterRegistrationBean<>(new BodyPaceFilter(pace));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return filter;
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> restsOfBodies(BodyPace pace) {
    return factory -> factory.addEngineValves(new RestOfBodyValve(pace));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatWebServerFactory> headDeadline() {
    return factory -> factory.setProtocol(HeadDeadlineProtocol.class.getName());
  }

  /**
   * Delays reading a body until the caller is authenticated. Bodies are JSON, so form parsing is
   * off: Tomcat would read a form when any filter asks for a parameter.
   */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> lateBodies() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setParseBodyMethods("");
          if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setContinueResponseTiming("onRead");
          }
        });
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
      WebPolicy policy, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
    FilterRegistrationBean<BodyLimitFilter> filter =
        new FilterRegistrationBean<>(new BodyLimitFilter(policy, errors));
    filter.setOrder(AFTER_SECURITY);
    return filter;
  }

  @Bean
  TrustedProxies trustedProxies(Settings settings) {
    return TrustedProxies.of(settings);
  }

  @Bean
  StrictParameters strictParameters() {
    return new StrictParameters();
  }
}
