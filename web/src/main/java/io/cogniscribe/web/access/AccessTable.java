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
 * Every route, and who reaches what by it. The rules themselves are where they are decided: the
 * command-service's deciders refuse, so that refusals are audited, and the query-service by whose
 * the data is. Tests walk every cell of the table against the running services, and fail for a
 * route that has no row.
 */
public final class AccessTable {

  private AccessTable() {}

  // spotless:off
  private static final List<Route> ROUTES = List.of(
      //                                                                     nobody user  worker producer operator
      new Route(COMMANDS, POST,   "/api/auth/register",                      ALL,   ALL,  ALL,   ALL,     ALL),
      new Route(COMMANDS, POST,   "/api/auth/login",                         ALL,   ALL,  ALL,   ALL,     ALL),
      // Needs an assertion, which only the holder of the signing key can make.
      new Route(COMMANDS, POST,   "/api/auth/script-sessions",               ALL,   ALL,  ALL,   ALL,     ALL),
      new Route(COMMANDS, GET,    "/api/openapi/commands.json",              ALL,   ALL,  ALL,   ALL,     ALL),
      // One's own sessions and account. There is no way to name another's, but for the session.
      new Route(COMMANDS, POST,   "/api/auth/logout",                        NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, POST,   "/api/auth/logout-all",                    NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, DELETE, "/api/auth/sessions/{session_id}",         NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, PUT,    "/api/users/me/password",                  NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, PUT,    "/api/users/me/email",                     NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, DELETE, "/api/users/me",                           NONE,  OWN,  OWN,   OWN,     OWN),
      new Route(COMMANDS, POST,   "/api/users/{user_id}/deactivate",         NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/users/{user_id}/reactivate",         NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, PUT,    "/api/users/{user_id}/roles",              NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, DELETE, "/api/users/{user_id}",                    NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/api-keys",                           NONE,  NONE, NONE,  NONE,    ALL),
      new Route(COMMANDS, DELETE, "/api/api-keys/{key_id}",                  NONE,  NONE, NONE,  NONE,    ALL),
      // The query-service sends it with the reader's credential: who may read what is another's.
      new Route(COMMANDS, POST,   AccessRecord.PATH,                         NONE,  NONE, ALL,   ALL,     ALL),
      // The query-service sends it with the credential of whom it has refused a read.
      new Route(COMMANDS, POST,   RefusedRead.PATH,                          NONE,  ALL,  ALL,   ALL,     ALL),
      // The tools for parked records send it with the operator's token, before they skip one.
      new Route(COMMANDS, POST,   "/internal/skip-records",                  NONE,  NONE, NONE,  NONE,    ALL),
      // The query-service asks with the reader's credential whether a consistency token can exist.
      new Route(COMMANDS, GET,    LogEnds.PATH,                              NONE,  ALL,  ALL,   ALL,     ALL),
      // A job's owner is whom its submission names; a worker's own job is one that it has started.
      new Route(COMMANDS, POST,   "/api/jobs",                               NONE,  OWN,  NONE,  ALL,     ALL),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/start",                NONE,  NONE, ALL,   NONE,    NONE),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/progress",             NONE,  NONE, OWN,   NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/complete",             NONE,  NONE, OWN,   NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/fail",                 NONE,  NONE, OWN,   NONE,    ALL),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/retry",                NONE,  OWN,  NONE,  ALL,     ALL),
      new Route(COMMANDS, POST,   "/api/jobs/{job_id}/cancel",               NONE,  OWN,  NONE,  ALL,     ALL),
      new Route(COMMANDS, DELETE, "/api/jobs/{job_id}",                      NONE,  OWN,  NONE,  ALL,     ALL),
      // Anybody may send a batch; a command in it gets as far as it would by its own route.
      new Route(COMMANDS, POST,   "/api/commands",                           NONE,  ALL,  ALL,   ALL,     ALL),
      // An outcome belongs to whoever sent the command.
      new Route(COMMANDS, GET,    "/api/commands/{command_id}",              NONE,  OWN,  OWN,   OWN,     ALL),

      new Route(QUERIES,  GET,    "/api/openapi/queries.json",               ALL,   ALL,  ALL,   ALL,     ALL),
      // A worker's own job is one that it has started, a producer's one that it has submitted.
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
      // Counts of all jobs, which are nobody's.
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

  /** The rows of a service, in the order of the table. */
  public static List<Route> of(Side side) {
    return ROUTES.stream().filter(route -> route.side() == side).toList();
  }

  /** The rows of both services whose path matches, the most specific first. */
  public static List<Route> at(String path) {
    PathContainer container = PathContainer.parsePath(path);
    return PATTERNS.stream()
        .filter(row -> row.pattern().matches(container))
        .map(Row::route)
        .toList();
  }

  /** The paths of a service that take no token. */
  public static String[] publicPaths(Side side) {
    return of(side).stream()
        .filter(route -> route.nobody() == ALL)
        .map(Route::path)
        .toArray(String[]::new);
  }
}
