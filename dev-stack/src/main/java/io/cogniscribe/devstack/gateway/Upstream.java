package io.cogniscribe.devstack.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two services behind the gateway, and the rule that chooses between them, or neither. */
public enum Upstream {
  COMMAND_SERVICE,
  QUERY_SERVICE,
  /** The path is for the services among themselves. */
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
   * Who answers a request: commands, their outcomes and what opens or ends a session belong to the
   * command-service, all other reading to the query-service, all other writing to the
   * command-service. What the services tell each other comes from nobody else.
   *
   * @param method the request's method
   * @param path the decoded path, without query
   * @param announcedMethod what a CORS preflight asks about ({@code Access-Control-Request-Method})
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
