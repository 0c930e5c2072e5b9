package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.edge.AccessLog;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.settings.CommandSettings;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.security.ApiKeyCheck;
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
  OperatorController.class
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
        new LoginDelays(clock), new PasswordCheck(credentials, passwords), credentials, accesses);
  }

  @Bean
  PasswordConfirmation passwordConfirmation(
      CredentialView credentials, NameClaims names, PasswordAttempts attempts, AccessLog accesses) {
    return new PasswordConfirmation(credentials, names, attempts, accesses);
  }

  @Bean
  SessionCheck sessionCheck(CredentialView credentials, Clock clock) {
    return new ViewSessionCheck(credentials, clock);
  }

  @Bean
  ApiKeyCheck apiKeyCheck(CredentialView credentials, Clock clock) {
    return new ViewApiKeyCheck(credentials, clock);
  }

  @Bean
  TokenIssuer tokenIssuer(Settings settings, CommandSettings own, Clock clock) {
    return new TokenIssuer(TokenKeys.of(settings).current(), own.tokenLifetime(), clock);
  }

  @Bean
  SessionOpening sessionOpening(
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      TokenIssuer tokens,
      Clock clock) {
    return new SessionOpening(gateway, commands, tokens, clock);
  }

  @Bean
  ScriptAssertions scriptAssertions(Settings settings, Clock clock) {
    return ScriptAssertions.signedBy(TokenKeys.of(settings), clock);
  }

  @Bean
  ScriptAccounts scriptAccounts(
      CredentialView credentials,
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      NameClaims names,
      Passwords passwords) {
    return new ScriptAccounts(credentials, gateway, commands, names, passwords);
  }
}
