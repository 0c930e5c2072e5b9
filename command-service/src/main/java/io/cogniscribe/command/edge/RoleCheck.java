package io.cogniscribe.command.edge;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.web.access.AccessTable;
import io.cogniscribe.web.access.Reach;
import io.cogniscribe.web.access.Route;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.http.TrustedProxies;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a caller whose roles do not permit a route, before the body of the request is read. The
 * refusal is in the log before the response is sent, as with a decider's refusals. Requests without
 * a body are left to the deciders, which know the state of the aggregate.
 */
record RoleCheck(AccessLog accesses, TrustedProxies proxies, RateLimits limits)
    implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean hasBody =
        request.getContentLengthLong() > 0
            || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    if (hasBody && request.getDispatcherType() == DispatcherType.REQUEST) {
      RateLimits.caller()
          .ifPresent(caller ->
              route(request)
                  .filter(route ->
                      caller.roles().stream().allMatch(role -> route.reachOf(role) == Reach.NONE))
                  .ifPresent(route -> refuse(route, caller, request, response)));
    }
    return true;
  }

  private void refuse(
      Route route, Caller caller, HttpServletRequest request, HttpServletResponse response) {
    // The quota also limits how many refusals a caller puts into the log.
    limits.count(request, response);
    Route.Attempt attempt = route.audited();
    if (attempt != null) {
      AccountCommand.RecordAccess refused =
          new AccountCommand.RecordAccess(
              attempt.action(),
              attempt.resourceType(),
              resourceId(route, request),
              caller.isPerson() ? caller.userId() : null,
              "forbidden");
      accesses.refused(caller, RequestOrigin.of(request, proxies), refused);
    }
    throw ProblemException.forbidden("Your role does not allow this command.");
  }

  /** Returns the id in the path; "new" if the request would create the resource. */
  private static String resourceId(Route route, HttpServletRequest request) {
    return route.path().contains("{") ? request.getRequestURI().split("/", -1)[3] : "new";
  }

  private static Optional<Route> route(HttpServletRequest request) {
    return AccessTable.at(request.getRequestURI()).stream()
        .filter(route -> route.side() == Side.COMMANDS && route.takes(request.getMethod()))
        .findFirst();
  }
}
