package io.cogniscribe.web.access;

import static io.cogniscribe.web.access.Reach.ALL;
import static io.cogniscribe.web.access.Reach.NONE;
import static io.cogniscribe.web.access.Reach.OWN;
import static io.cogniscribe.web.access.Side.COMMANDS;
import static io.cogniscribe.web.access.Side.QUERIES;
import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import io.cogniscribe.web.consistency.LogEnds;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * All routes, and the data that each role reaches by them. The table documents the rules and does
 * not enforce them: the deciders of the command-service refuse commands, so that refusals are
 * audited, and the query-service refuses by the owner of the data. Tests compare every cell with
 * the running services and fail for a route without a row.
 */
public final class AccessTable {

  private AccessTable() {}

  // spotless:off
  private static final List<Route> ROUTES = List.of(
      //                                                                     nobody user  worker producer operator
      new Route(COMMANDS, POST,   "/api/auth/register",                      ALL,   ALL,  ALL,   ALL,     ALL),
      new Route(COMMANDS, POST,   "/api/auth/login",                         ALL,   ALL,  ALL,   ALL,     ALL),
      // Needs an assertion, which only a holder of the signing key can make.
      new Route(COMMANDS, POST,   "/api/auth/script-sessions",               ALL,   ALL,  ALL,   ALL,     ALL),
      new Route(COMMANDS, GET,    "/api/openapi/commands.json",              ALL,   ALL,  ALL,   ALL,     ALL),
      // The caller's own sessions and account. Only the session route can name another user's
      // resource.
      new Route(COMMANDS, POST,   "/api/auth/logout",                        NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, POST,   "/api/auth/logout-all",                    NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, DELETE, "/api/auth/sessions/{session_id}",         NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, PUT,    "/api/users/me/password",                  NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, PUT,    "/api/users/me/email",                     NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, DELETE, "/api/users/me",                           NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, POST,   "/api/users/{user_id}/deactivate",         NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/users/{user_id}/reactivate",         NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, PUT,    "/api/users/{user_id}/roles",              NONE,  NONE, NONE,  NONE,    ALL).audited("roles_change", "user"),
      new Route(COMMANDS, DELETE, "/api/users/{user_id}",                    NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/api-keys",                           NONE,  NONE, NONE,  NONE,    ALL).audited("api_key_issue", "api_key"),
      new Route(COMMANDS, DELETE, "/api/api-keys/{key_id}",                  NONE,  NONE, NONE,  NONE,    ALL),
      // Sent by the query-service with the reader's credential. Needs a role that may read others'
      // data.
      new Route(COMMANDS, POST,   AccessRecord.PATH,                         NONE,  NONE, ALL,   ALL,     ALL),
      // Sent by the query-service with the credential of the caller whose read it refused.
      new Route(COMMANDS, POST,   RefusedRead.PATH,                          NONE,  ALL,  ALL,   ALL,     ALL),
      // Sent by the tools for parked events with the operator's token, before they skip an event.
      new Route(COMMANDS, POST,   "/internal/skip-records",                  NONE,  NONE, NONE,  NONE,    ALL),
      // Sent by the query-service with the reader's credential, to check a consistency token.
      new Route(COMMANDS, GET,    LogEnds.PATH,                              NONE,  ALL,  ALL,   ALL,     ALL),
      // The submission names the owner of a job. A worker's own jobs are those that it has started.
      new Route(COMMANDS, POST,   "/api/jobs",                               NONE,  OWN,  NONE,  ALL,     ALL).audited("upload", "job"),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/start",                NONE,  NONE, ALL,   NONE,    NONE).audited("transcription_start", "job"),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/progress",             NONE,  NONE, OWN,   NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/complete",             NONE,  NONE, OWN,   NONE,    ALL).audited("transcription_complete", "job"),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/fail",                 NONE,  NONE, OWN,   NONE,    ALL).audited("transcription_failed", "job"),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/retry",                NONE,  OWN,  NONE,  ALL,     ALL).audited("retry", "job"),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/cancel",               NONE,  OWN,  NONE,  ALL,     ALL).audited("cancel", "job"),
      new Route(COMMANDS, DELETE, "/api/jobs/{job_id}",                      NONE,  OWN,  NONE,  ALL,     ALL),
      // Any role may send a batch. Each command in it is checked like one sent by its own route.
      new Route(COMMANDS, POST,   "/api/commands",                           NONE,  ALL,  ALL,   ALL,     ALL),
      // An outcome belongs to the caller that sent the command.
      new Route(COMMANDS, GET,    "/api/commands/{command_id}",              NONE,  OWN,  OWN,   OWN,     ALL),

      new Route(QUERIES,  GET,    "/api/openapi/queries.json",               ALL,   ALL,  ALL,   ALL,     ALL),
      // A worker's own jobs are those that it has started; a producer's, those that it has
      // submitted.
      new Route(QUERIES,  GET,    "/api/jobs/{id}",                          NONE,  OWN,  OWN,   OWN,     ALL),
      new Route(QUERIES,  GET,    "/api/jobs/{id}/progress",                 NONE,  OWN,  OWN,   OWN,     ALL),
      new Route(QUERIES,  GET,    "/api/jobs/{id}/history",                  NONE,  OWN,  OWN,   OWN,     ALL),
      new Route(QUERIES,  GET,    "/api/pipeline/{task_id}",                 NONE,  OWN,  OWN,   OWN,     ALL),
      new Route(QUERIES,  GET,    "/api/jobs",                               NONE,  OWN,  OWN,   OWN,     ALL),
      new Route(QUERIES,  GET,    "/api/usage",                              NONE,  OWN,  OWN,   OWN,     ALL),
      new Route(QUERIES,  GET,    "/api/audit-logs",                         NONE,  OWN,  OWN,   OWN,     ALL),
      new Route(QUERIES,  GET,    "/api/audit-logs/export",                  NONE,  NONE, NONE,  NONE,    ALL),
      new Route(QUERIES,  GET,    "/api/users/me",                           NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(QUERIES,  GET,    "/api/auth/sessions",                      NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(QUERIES,  GET,    "/api/users",                              NONE,  NONE, NONE,  NONE,    ALL),
      new Route(QUERIES,  GET,    "/api/users/{id}",                         NONE,  NONE, NONE,  NONE,    ALL),
      new Route(QUERIES,  GET,    "/api/users/{id}/sessions",                NONE,  NONE, NONE,  NONE,    ALL),
      new Route(QUERIES,  GET,    "/api/api-keys",                           NONE,  NONE, NONE,  NONE,    ALL),
      // Counts over all jobs, which belong to no user.
      new Route(QUERIES,  GET,    "/api/stats",                              NONE,  ALL,  ALL,   ALL,     ALL));
  // spotless:on

  private record Row(PathPattern pattern, Route route) {

    static Row of(Route route) {
      return new Row(PathPatternParser.defaultInstance.parse(route.path()), route);
    }
  }

  private static final List<Row> PATTERNS =
      ROUTES.stream()
          .map(Row::of)
          .sorted(Comparator.comparing(Row::pattern, PathPattern.SPECIFICITY_COMPARATOR))
          .toList();

  /** Returns the rows of a service, in the order of the table. */
  public static List<Route> of(Side side) {
    return ROUTES.stream().filter(route -> route.side() == side).toList();
  }

  /** Returns the rows of both services whose path matches, the most specific first. */
  public static List<Route> at(String path) {
    PathContainer container = PathContainer.parsePath(path);
    return PATTERNS.stream()
        .filter(row -> row.pattern().matches(container))
        .map(Row::route)
        .toList();
  }

  /** Returns the paths of a service that need no token. */
  public static String[] publicPaths(Side side) {
    return of(side).stream()
        .filter(route -> route.nobody() == ALL)
        .map(Route::path)
        .toArray(String[]::new);
  }
}
