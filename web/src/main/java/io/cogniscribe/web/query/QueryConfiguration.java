package io.cogniscribe.web.query;

import io.cogniscribe.web.problem.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Checks the query string of every request. */
@Configuration(proxyBeanMethods = false)
public class QueryConfiguration implements WebMvcConfigurer {

  /** Order before Spring Security's filter (-100), which reads a parameter. */
  private static final int BEFORE_SECURITY = -200;

  @Bean
  FilterRegistrationBean<QueryFilter> queryFilter(ProblemWriter writer) {
    FilterRegistrationBean<QueryFilter> filter =
        new FilterRegistrationBean<>(new QueryFilter(writer));
    filter.setOrder(BEFORE_SECURITY);
    return filter;
  }

  /** Runs before the interceptors that count requests, so that a refused request is not counted. */
  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new KnownParameters()).order(Ordered.HIGHEST_PRECEDENCE);
  }
}
