package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.account.CredentialView;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.limit.LimitAudit;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How passwords are hashed and checked, and guesses held up. */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

  @Bean
  Passwords passwords() {
    return Passwords.argon2id();
  }

  @Bean
  PasswordCheck passwordCheck(CredentialView credentials, Passwords passwords) {
    return new PasswordCheck(credentials, passwords);
  }

  @Bean
  LoginDelays loginDelays(Clock clock) {
    return new LoginDelays(clock);
  }

  @Bean
  PasswordAttempts passwordAttempts(
      LoginDelays delays, PasswordCheck passwords, CredentialView credentials, LimitAudit audit) {
    return new PasswordAttempts(delays, passwords, credentials, audit);
  }

  @Bean
  PasswordConfirmation passwordConfirmation(
      CredentialView credentials,
      NameClaims names,
      PasswordAttempts attempts,
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands) {
    return new PasswordConfirmation(credentials, names, attempts, gateway, commands);
  }
}
