package io.cogniscribe.command.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.cogniscribe.command.limit.Quota;
import io.cogniscribe.command.limit.Quotas;
import io.cogniscribe.command.limit.RateLimiter;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.command.limit.Verdict;
import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Enforces the quotas of clients. A request is counted once its command is known ({@link
 * RequestQuota}), so that retries and invalid requests cost nothing. It is counted before its body
 * is read if each attempt is expensive, or if the client has sent too many invalid requests. The
 * client is the caller, or the address of a request without credentials.
 */
final class RateLimits implements HandlerInterceptor {

  static final String LIMIT = "RateLimit";
  static final String POLICY = "RateLimit-Policy";

  private static final String EXCEEDED = "rate_limit_exceeded";
  private static final String BATCH = "/api/commands";
  private static final String SCRIPT_SESSIONS = "/api/auth/script-sessions";

  /** The request attribute with the class of a request that is not counted yet. */
  private static final String DUE = RateLimits.class.getName() + ".due";

  /**
   * Routes that are counted before the body is read: every attempt costs a hash or issues
   * something, and none can be a retry.
   */
  private static final Set<String> UP_FRONT =
      Set.of("/api/auth/login", SCRIPT_SESSIONS, "/api/api-keys", "/internal/skip-records");

  /**
   * Routes that are not counted here: a batch counts its commands, and recording a read is not a
   * write by the reader.
   */
  private static final Set<String> NOT_COUNTED = Set.of(BATCH, AccessRecord.PATH);

  private static final Map<String, RouteClass> CLASSES =
      Map.of(
          "/api/auth/login",
          RouteClass.LOGIN,
          SCRIPT_SESSIONS,
          RouteClass.LOGIN,
          "/api/auth/register",
          RouteClass.REGISTRATION,
          "/api/jobs",
          RouteClass.SUBMISSION);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final int MAX_REFUSED = 10_000;

  private final RateLimiter limiter;
  private final Quotas quotas;
  private final LimitClients clients;
  private final AccessLog accesses;

  /** Clients that were refused in a window that is still open. */
  private final Cache<String, Duration> refused = cache();

  /** Clients that have sent too many invalid requests. */
  private final Cache<String, Duration> careless = cache();

  /** The client of a request: its name in the counters, and the caller if it has credentials. */
  private record Client(String name, Optional<Caller> caller) {

    Set<Role> roles() {
      return caller.map(Caller::roles).orElse(Set.of());
    }
  }

  RateLimits(RateLimiter limiter, Quotas quotas, LimitClients clients, AccessLog accesses) {
    this.limiter = limiter;
    this.quotas = quotas;
    this.clients = clients;
    this.accesses = accesses;
  }

  private static Cache<String, Duration> cache() {
    return Caffeine.newBuilder()
        .maximumSize(MAX_REFUSED)
        .expireAfter(Expiry.<String, Duration>creating((_, window) -> window))
        .build();
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String route =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    boolean isFirst = request.getDispatcherType() == DispatcherType.REQUEST;
    if (isFirst && !READING.contains(request.getMethod()) && !NOT_COUNTED.contains(route)) {
      RouteClass routeClass = CLASSES.getOrDefault(route, RouteClass.WRITE);
      request.setAttribute(DUE, routeClass);
      Client client = client(routeClass, request);
      if (UP_FRONT.contains(route)
          || careless.getIfPresent(client.name()) != null
          || isHopeless(routeClass, client, request)) {
        count(request, response);
      }
    }
    return true;
  }

  /**
   * Returns whether the client was just refused and this request is not a retry, so that its body
   * need not be read.
   */
  private boolean isHopeless(RouteClass routeClass, Client client, HttpServletRequest request) {
    return request.getHeader(WriteHeaders.IDEMPOTENCY_KEY) == null
        && (refused.getIfPresent(refusedKey(routeClass, "minute", client)) != null
            || refused.getIfPresent(refusedKey(routeClass, "hour", client)) != null);
  }

  /**
   * Counts the request against the client's quota, unless it is counted already.
   *
   * @throws ProblemException 429, when the quota is used up
   */
  void count(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(DUE) instanceof RouteClass routeClass) {
      request.removeAttribute(DUE);
      take(routeClass, 1, request, response);
    }
  }

  void waive(HttpServletRequest request) {
    request.removeAttribute(DUE);
  }

  /** Counts the new commands of a batch, and its invalid commands if there are too many of them. */
  void countBatch(
      int commands, int invalid, HttpServletRequest request, HttpServletResponse response) {
    int counted = commands + (invalid == 0 || countInvalid(invalid, request) ? 0 : invalid);
    if (counted > 0) {
      take(RouteClass.SUBMISSION, counted, request, response);
    }
  }

  /**
   * Counts a request that did not become a command only if the client has sent too many of them.
   */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(DUE) instanceof RouteClass routeClass) {
      request.removeAttribute(DUE);
      Client client = client(routeClass, request);
      Quota quota = quotas.of(routeClass, client.roles());
      if (!countInvalid(1, client) && !quota.isUnlimited()) {
        limiter.take(routeClass, client.name(), quota, 1);
      }
    }
  }

  /** Counts invalid requests against the client's allowance; returns false when it is used up. */
  boolean countInvalid(int requests, HttpServletRequest request) {
    return countInvalid(requests, client(RouteClass.INVALID, request));
  }

  private boolean countInvalid(int requests, Client client) {
    Quota quota = quotas.of(RouteClass.INVALID, client.roles());
    if (quota.isUnlimited()) {
      return true;
    }
    Verdict verdict = limiter.take(RouteClass.INVALID, client.name(), quota, requests);
    if (!verdict.allowed()) {
      careless.put(client.name(), Duration.ofSeconds(verdict.resetSeconds()));
    }
    return verdict.allowed();
  }

  /**
   * Returns the client that a request counts for. Log-ins and registrations count for the address:
   * a client must not get a new quota by sending another token.
   */
  private Client client(RouteClass routeClass, HttpServletRequest request) {
    boolean isByAddress = routeClass == RouteClass.LOGIN || routeClass == RouteClass.REGISTRATION;
    Optional<Caller> caller = isByAddress ? Optional.empty() : caller();
    String name = caller.map(c -> c.userId().toString()).orElseGet(() -> clients.nameOf(request));
    return new Client(name, caller);
  }

  /**
   * Counts the requests against the client's quota, and puts the remaining quota into the response
   * headers.
   *
   * @throws ProblemException 429, when not enough is left; 422, when the whole quota is smaller
   */
  private void take(
      RouteClass routeClass,
      int requests,
      HttpServletRequest request,
      HttpServletResponse response) {
    Client client = client(routeClass, request);
    Quota quota = quotas.of(routeClass, client.roles());
    if (quota.isUnlimited()) {
      return;
    }
    response.setHeader(POLICY, quota.policy(routeClass));
    if (requests > quota.largestBatch()) {
      throw tooLarge(requests, quota);
    }
    Verdict verdict = limiter.take(routeClass, client.name(), quota, requests);
    response.setHeader(LIMIT, verdict.header(routeClass));
    if (!verdict.allowed()) {
      record(routeClass, client, verdict, request);
      throw refusal(verdict);
    }
  }

  private void record(
      RouteClass routeClass, Client client, Verdict verdict, HttpServletRequest request) {
    String key = refusedKey(routeClass, verdict.window(), client);
    if (refused.asMap().putIfAbsent(key, Duration.ofSeconds(verdict.resetSeconds())) == null) {
      accesses.exceeded(
          routeClass,
          EXCEEDED,
          client.caller().orElse(null),
          client.caller().filter(Caller::isPerson).map(Caller::userId).orElse(null),
          RequestOrigin.of(request, clients.proxies()));
    }
  }

  private static String refusedKey(RouteClass routeClass, String window, Client client) {
    return routeClass.label() + ":" + window + ":" + client.name();
  }

  /**
   * Returns a 422 problem: waiting does not help, because the whole quota is smaller than the
   * batch.
   */
  private static ProblemException tooLarge(int requests, Quota quota) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "batch_exceeds_quota",
        "The batch has %d commands, but your quota allows %d at once. Send smaller batches."
            .formatted(requests, quota.largestBatch()));
  }

  private static ProblemException refusal(Verdict verdict) {
    String again = String.valueOf(verdict.resetSeconds());
    return new ProblemException(
            HttpStatus.TOO_MANY_REQUESTS,
            EXCEEDED,
            "You reached the limit of requests in this %s: %d left. Try again in %s seconds."
                .formatted(verdict.window(), verdict.remaining(), again))
        .withHeader(HttpHeaders.RETRY_AFTER, again);
  }

  /** Returns the caller of the current request; empty if it has no credentials. */
  static Optional<Caller> caller() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }
}
