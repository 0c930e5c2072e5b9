package io.cogniscribe.devstack.gateway;

import static io.cogniscribe.devstack.gateway.Upstream.COMMAND_SERVICE;
import static io.cogniscribe.devstack.gateway.Upstream.NOBODY;
import static io.cogniscribe.devstack.gateway.Upstream.QUERY_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpstreamTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /api/jobs",
    "HEAD, /api/jobs/123",
    "GET, /api/users/me",
    "GET, /api/openapi/queries.json",
    "GET, /api/auth/sessions",
    "GET, /api/api-keys",
    "GET, /",
    "GET, /api/commandsandmore",
    "GET, /api/authors"
  })
  void sendsReadsToTheQueryService(String method, String path) {
    assertThat(Upstream.of(method, path, null)).isEqualTo(QUERY_SERVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/jobs",
    "DELETE, /api/jobs/123",
    "PUT, /api/anything",
    "DELETE, /api/auth/sessions/123",
    "POST, /api/api-keys",
    "DELETE, /api/api-keys/123",
    "PATCH, /api/anything",
    "UNHEARD-OF, /"
  })
  void sendsWritesToTheCommandService(String method, String path) {
    assertThat(Upstream.of(method, path, null)).isEqualTo(COMMAND_SERVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/commands/123",
    "GET, /api/openapi/commands.json",
    "POST, /api/commands",
    "GET, /api/auth/login",
    "POST, /api/auth/logout-all"
  })
  void sendsCommandsAndAccountsToTheCommandServiceWithAnyMethod(String method, String path) {
    assertThat(Upstream.of(method, path, null)).isEqualTo(COMMAND_SERVICE);
  }

  @ParameterizedTest
  @CsvSource({"POST, /internal/access-records", "GET, /internal", "OPTIONS, /internal/anything"})
  void sendsInternalPathsToNoService(String method, String path) {
    assertThat(Upstream.of(method, path, null)).isEqualTo(NOBODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE"})
  void sendsAPreflightToTheServiceOfTheWrite(String announced) {
    assertThat(Upstream.of("OPTIONS", "/api/jobs", announced)).isEqualTo(COMMAND_SERVICE);
  }

  @Test
  void sendsAPreflightToTheServiceOfTheRead() {
    assertThat(Upstream.of("OPTIONS", "/api/jobs", "GET")).isEqualTo(QUERY_SERVICE);
  }

  @Test
  void ignoresTheAnnouncedMethodWhenItIsNoPreflight() {
    assertThat(Upstream.of("GET", "/api/jobs", "POST")).isEqualTo(QUERY_SERVICE);
  }
}
