package io.cogniscribe.web.http;

import io.cogniscribe.settings.Settings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Sets up what holds for every request. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

  /** Behind Spring Security's filter (-100): a stranger's body is not looked at. */
  private static final int AFTER_SECURITY = 0;

  @Bean
  FilterRegistrationBean<RequestId> requestIdFilter() {
    FilterRegistrationBean<RequestId> filter = new FilterRegistrationBean<>(new RequestId());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  /**
   * Bodies are JSON. Tomcat would read a form whenever any filter asks for a parameter, and that is
   * before it is known who sends it.
   */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> noForms() {
    return factory ->
        factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
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
    return new TrustedProxies(settings.trustedProxies());
  }

  @Bean
  StrictParameters strictParameters() {
    return new StrictParameters();
  }
}
