package io.cogniscribe.command.api;

import io.cogniscribe.command.CommandService;
import io.cogniscribe.web.security.InventedSessions;
import io.cogniscribe.web.security.SessionCheck;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The command-service, which also accepts the callers that tests invent. */
class TestedService extends CommandService {

  @Bean
  @Primary
  SessionCheck inventedSessions(@Qualifier("sessionCheck") SessionCheck real) {
    return new InventedSessions(real);
  }
}
