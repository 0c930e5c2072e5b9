package io.cogniscribe.web.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** Carries a caller whose credential has been checked, for Spring Security. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient Caller caller;

  private CallerAuthentication(Caller caller) {
    super(authorities(caller));
    this.caller = caller;
    setAuthenticated(true);
  }

  /**
   * Returns the authentication of a token that has passed {@link TokenDecoding}, and so names a
   * caller.
   */
  static CallerAuthentication of(Jwt token) {
    return of(Claims.caller(token).orElseThrow());
  }

  static CallerAuthentication of(Caller caller) {
    return new CallerAuthentication(caller);
  }

  private static List<? extends GrantedAuthority> authorities(Caller caller) {
    return caller.roles().stream()
        .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
        .toList();
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  /** Returns an empty text: the token is not kept. */
  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public String getName() {
    return caller.userId().toString();
  }
}
