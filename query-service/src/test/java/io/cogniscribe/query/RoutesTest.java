package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.access.RouteWalk;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.security.Role;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invalid requests that all routes must answer alike. */
@QueryTest
class RoutesTest {

  private final RouteWalk routes;

  RoutesTest(Fixture fixture) {
    RunningService service = fixture.service();
    this.routes =
        new RouteWalk(
            Side.QUERIES,
            service.port("local.server.port"),
            "Authorization: Bearer " + service.token(UUID.randomUUID(), Role.OPERATOR));
  }

  @Test
  void namesTheUnknownQueryParameterOnEveryRoute() throws IOException {
    assertThat(routes.takingUnknownParameters()).isEmpty();
  }

  @Test
  void answers400ToAMalformedQueryOnEveryRoute() throws IOException {
    assertThat(routes.takingMalformedQueries()).isEmpty();
  }

  @Test
  void listsTheMethodsOfBothServicesInAllow() throws IOException {
    assertThat(routes.hidingMethods()).isEmpty();
  }

  @Test
  void answers405WhenTheMethodIsTheOtherServices() throws IOException {
    assertThat(routes.send("POST /api/jobs"))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: GET, HEAD, POST, OPTIONS\r\n");
  }
}
