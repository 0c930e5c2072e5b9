package io.cogniscribe.devstack.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service that answers a request, or none. */
public enum Upstream {
  COMMAND_SERVICE,
  QUERY_SERVICE,
  /** The path is internal: only services may use it. */
  NOBODY;

  private static final String INTERNAL = "/internal";

  private static final List<String> COMMAND_PATHS =
      List.of(
          "/api/commands",
          "/api/openapi/commands.json",
          "/api/auth/register",
          "/api/auth/login",
          "/api/auth/logout",
          "/api/auth/logout-all");

  /**
   * Returns the service for a request. Commands, their outcomes, and routes that open or end a
   * session go to the command-service, as do all other writes; all other reads go to the
   * query-service. Internal paths are closed to clients.
   *
   * @param method the request's method
   * @param path the decoded path, without query
   * @param announcedMethod method that a CORS preflight asks about ({@code
   *     Access-Control-Request-Method})
   */
  static Upstream of(String method, String path, @Nullable String announcedMethod) {
    if (isUnder(INTERNAL, path)) {
      return NOBODY;
    }
    if (COMMAND_PATHS.stream().anyMatch(under -> isUnder(under, path))) {
      return COMMAND_SERVICE;
    }
    String effective =
        method.equals("OPTIONS") && announcedMethod != null ? announcedMethod : method;
    return switch (effective) {
      case "GET", "HEAD" -> QUERY_SERVICE;
      default -> COMMAND_SERVICE;
    };
  }

  private static boolean isUnder(String parent, String path) {
    return path.equals(parent) || path.startsWith(parent + "/");
  }
}
