package io.cogniscribe.command.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.access.RouteWalk;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.security.Role;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd requests that every route answers alike. */
final class RoutesTest extends EdgeTest {

  @Test
  void namesTheUnknownQueryParameterOnEveryRoute() throws IOException {
    assertThat(routes().takingUnknownParameters()).isEmpty();
  }

  @Test
  void answers400ToAMalformedQueryOnEveryRoute() throws IOException {
    assertThat(routes().takingMalformedQueries()).isEmpty();
  }

  /** The gateway sends a path to either service, by the method. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/jobs                                          | GET, HEAD, POST, OPTIONS",
        "/api/jobs/0199a1b2-0000-7000-8000-000000000001     | GET, HEAD, DELETE, OPTIONS",
        "/api/users/me                                      | GET, HEAD, DELETE, OPTIONS",
        "/api/users/me/password                             | PUT, OPTIONS",
        "/api/api-keys                                      | GET, HEAD, POST, OPTIONS",
        "/api/auth/sessions                                 | GET, HEAD, OPTIONS",
        "/api/auth/sessions/0199a1b2-0000-7000-8000-0000000 | DELETE, OPTIONS",
      })
  void listsTheMethodsOfBothServicesInAllow(String path, String allow) throws IOException {
    assertThat(routes().send("PATCH " + path))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: " + allow + "\r\n", "\"code\":\"method_not_allowed\"");
    assertThat(routes().send("OPTIONS " + path))
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nAllow: " + allow + "\r\n");
  }

  @Test
  void answers405WhenTheMethodIsTheOtherServices() throws IOException {
    assertThat(routes().send("GET /api/jobs"))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: GET, HEAD, POST, OPTIONS\r\n");
  }

  private RouteWalk routes() {
    return new RouteWalk(
        Side.COMMANDS,
        service.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class),
        "Authorization: Bearer " + api.somebody(Role.OPERATOR).token());
  }
}
