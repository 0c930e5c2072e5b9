package io.cogniscribe.web;

import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.TokenIssuer;
import io.cogniscribe.web.security.TokenKeys;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Requests that carry a valid token. */
final class Tokens {

  static final UUID ALICE = UUID.fromString("0199a1b2-0000-7000-8000-0000000000aa");
  static final UUID SESSION = UUID.fromString("0199a1b2-0000-7000-8000-0000000000bb");

  private Tokens() {}

  static String of(Role... roles) {
    return new TokenIssuer(
            TokenKeys.of(TestApplication.SETTINGS).current(),
            Duration.ofHours(1),
            Clock.systemUTC())
        .issue(new Caller(ALICE, "alice", Set.of(roles), SESSION), "alice@example.org")
        .value();
  }

  static HttpRequest.Builder user(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + of(Role.USER));
  }
}
