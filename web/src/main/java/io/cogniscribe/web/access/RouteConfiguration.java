package io.cogniscribe.web.access;

import io.cogniscribe.web.problem.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applies the access table to requests. The service provides its {@link Side} as a bean. */
@Configuration(proxyBeanMethods = false)
public class RouteConfiguration {

  /**
   * Order after Spring Security (-100), so that callers without a token do not learn a path's
   * methods.
   */
  private static final int AFTER_SECURITY = -10;

  @Bean
  FilterRegistrationBean<MethodFilter> methodFilter(Side side, ProblemWriter writer) {
    FilterRegistrationBean<MethodFilter> filter =
        new FilterRegistrationBean<>(new MethodFilter(side, writer));
    filter.setOrder(AFTER_SECURITY);
    return filter;
  }
}
