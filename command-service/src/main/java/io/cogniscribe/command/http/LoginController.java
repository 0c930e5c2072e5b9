package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountCommand.RecordLogin;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.CredentialView;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.http.AccountBodies.LogIn;
import io.cogniscribe.command.http.AccountBodies.LoggedIn;
import io.cogniscribe.message.Actor;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.TokenIssuer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives tokens to people who know their password. */
@RestController
final class LoginController {

  private static final String INVALID_CREDENTIALS = "invalid_credentials";

  private final CredentialView credentials;
  private final CommandGateway<AccountCommand> gateway;
  private final CommandFactory commands;
  private final NameClaims names;
  private final Passwords passwords;
  private final TokenIssuer tokens;

  LoginController(
      CredentialView credentials,
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      NameClaims names,
      Passwords passwords,
      TokenIssuer tokens) {
    this.credentials = credentials;
    this.gateway = gateway;
    this.commands = commands;
    this.names = names;
    this.passwords = passwords;
    this.tokens = tokens;
  }

  /**
   * An unknown name and a wrong password are told alike and take as long. No token leaves before
   * the log has the attempt.
   */
  @PostMapping("/api/auth/login")
  LoggedIn logIn(@RequestBody LogIn body, WriteRequest request) {
    UUID claim = names.id(NameKind.USERNAME, body.username());
    Optional<Credential> known = credentials.find(claim);
    boolean matches =
        passwords.matches(body.password(), known.map(Credential::passwordHash).orElse(null));
    UUID account = known.map(Credential::userId).orElse(claim);
    if (!matches) {
      record(request, Actor.SYSTEM, account, new RecordLogin(false, INVALID_CREDENTIALS));
      throw new ProblemException(
              HttpStatus.UNAUTHORIZED, INVALID_CREDENTIALS, "Invalid username or password")
          .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    record(request, Actor.user(account), account, new RecordLogin(true, null));
    return token(known.orElseThrow());
  }

  private void record(WriteRequest request, Actor actor, UUID account, RecordLogin login) {
    gateway.post(commands.login(request, actor, account, login)).join();
  }

  private LoggedIn token(Credential credential) {
    TokenIssuer.AccessToken token =
        tokens.issue(
            credential.userId(), credential.username(), credential.email(), roles(credential));
    return new LoggedIn(
        token.value(), "bearer", token.expiresIn(), credential.userId(), credential.username());
  }

  private static Set<Role> roles(Credential credential) {
    return credential.roles().stream()
        .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
