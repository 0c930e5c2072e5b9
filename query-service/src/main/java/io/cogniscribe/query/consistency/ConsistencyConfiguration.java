package io.cogniscribe.query.consistency;

import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Which reads wait for which projection. */
@Configuration(proxyBeanMethods = false)
class ConsistencyConfiguration implements WebMvcConfigurer {

  private final JdbcClient postgres;

  ConsistencyConfiguration(JdbcClient postgres) {
    this.postgres = postgres;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    Positions positions = new Positions(postgres);
    registry
        .addInterceptor(new ReadYourWrites(positions, "jobs", "jobs.commands", "jobs.events"))
        .addPathPatterns("/api/jobs/**", "/api/pipeline/**");
    registry
        .addInterceptor(new ReadYourWrites(positions, "usage", "jobs.commands", "jobs.events"))
        .addPathPatterns("/api/usage");
    registry
        .addInterceptor(new ReadYourWrites(positions, "users", "auth.commands", "auth.events"))
        .addPathPatterns("/api/users/**")
        .excludePathPatterns("/api/users/*/sessions");
    registry
        .addInterceptor(new ReadYourWrites(positions, "sessions", "auth.commands", "auth.events"))
        .addPathPatterns("/api/auth/sessions", "/api/users/*/sessions");
    registry
        .addInterceptor(new ReadYourWrites(positions, "api-keys", "auth.commands", "auth.events"))
        .addPathPatterns("/api/api-keys");
  }
}
