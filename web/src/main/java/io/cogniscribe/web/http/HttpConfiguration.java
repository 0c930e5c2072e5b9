package io.cogniscribe.web.http;

import io.cogniscribe.settings.Settings;
import org.springframework.beans.factory.annotation.Qualifier;
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
