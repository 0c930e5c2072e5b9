package io.cogniscribe.query;

import io.cogniscribe.web.security.InventedSessions;
import io.cogniscribe.web.security.SessionCheck;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Accepts the sessions of invented callers. Component scanning finds it. */
@Configuration(proxyBeanMethods = false)
class InventedSessionsConfiguration {

  @Bean
  @Primary
  SessionCheck inventedSessions(@Qualifier("openSessions") SessionCheck real) {
    return new InventedSessions(real);
  }
}
