package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.access.RouteWalk;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.security.Role;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Unusual requests, to which every route responds alike. */
final class RoutesTest extends EdgeTest {

  @Test
  void namesTheUnknownQueryParameterOnEveryRoute() throws IOException {
    assertThat(routes().takingUnknownParameters()).isEmpty();
  }

  @Test
  void answers400ToAMalformedQueryOnEveryRoute() throws IOException {
    assertThat(routes().takingMalformedQueries()).isEmpty();
  }

  @Test
  void listsTheMethodsOfBothServicesInAllow() throws IOException {
    assertThat(routes().hidingMethods()).isEmpty();
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
