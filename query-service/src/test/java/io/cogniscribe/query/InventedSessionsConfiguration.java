package io.cogniscribe.query;

import io.cogniscribe.web.security.InventedSessions;
import io.cogniscribe.web.security.SessionCheck;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Lets in the callers that tests invent; found with the service's own components. */
@Configuration(proxyBeanMethods = false)
class InventedSessionsConfiguration {

  @Bean
  @Primary
  SessionCheck inventedSessions(@Qualifier("openSessions") SessionCheck real) {
    return new InventedSessions(real);
  }
}
