package io.cogniscribe.command.account;

import io.cogniscribe.command.edge.AccessLog;
import io.cogniscribe.command.settings.CommandSettings;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.security.ScriptAssertions;
import io.cogniscribe.web.security.SessionCheck;
import io.cogniscribe.web.security.TokenIssuer;
import io.cogniscribe.web.security.TokenKeys;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configures the HTTP API of accounts and sessions. It needs the edge, the gateway of account
 * commands and the {@link CredentialView}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  RegistrationController.class,
  LoginController.class,
  ScriptSessionController.class,
  SessionController.class,
  AccountController.class,
  OperatorController.class,
  PasswordConfirmation.class,
  ScriptAccounts.class,
  SessionOpening.class,
  ViewApiKeyCheck.class
})
public class AccountConfiguration {

  @Bean
  NameClaims nameClaims(CommandSettings settings) {
    return NameClaims.keyedBy(settings.nameKey().getEncoded());
  }

  @Bean
  Passwords passwords() {
    return Passwords.argon2id();
  }

  @Bean
  PasswordAttempts passwordAttempts(
      Clock clock, CredentialView credentials, Passwords passwords, AccessLog accesses) {
    return new PasswordAttempts(
        new LoginDelays(clock), new PasswordCheck(credentials, passwords), accesses);
  }

  @Bean
  SessionCheck sessionCheck(CredentialView credentials, Clock clock) {
    return new ViewSessionCheck(credentials, clock);
  }

  @Bean
  TokenIssuer tokenIssuer(Settings settings, CommandSettings own, Clock clock) {
    return new TokenIssuer(TokenKeys.of(settings).current(), own.tokenLifetime(), clock);
  }

  @Bean
  ScriptAssertions scriptAssertions(Settings settings, Clock clock) {
    return ScriptAssertions.signedBy(TokenKeys.of(settings), clock);
  }
}
