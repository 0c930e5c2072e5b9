package io.cogniscribe.web.access;

import io.cogniscribe.web.problem.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applies the access table to requests. It needs the {@link Side} of the service. */
@Configuration(proxyBeanMethods = false)
public class RouteConfiguration {

  /** Behind Spring Security (-100): strangers do not learn which methods a path has. */
  private static final int AFTER_SECURITY = -10;

  @Bean
  FilterRegistrationBean<MethodFilter> methodFilter(Side side, ProblemWriter writer) {
    FilterRegistrationBean<MethodFilter> filter =
        new FilterRegistrationBean<>(new MethodFilter(side, writer));
    filter.setOrder(AFTER_SECURITY);
    return filter;
  }
}
