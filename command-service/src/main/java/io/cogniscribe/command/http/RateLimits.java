package io.cogniscribe.command.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.cogniscribe.command.limit.LimitAudit;
import io.cogniscribe.command.limit.Quota;
import io.cogniscribe.command.limit.Quotas;
import io.cogniscribe.command.limit.RateLimiter;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.command.limit.Verdict;
import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.http.RequestId;
import io.cogniscribe.web.http.UserAgent;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Holds clients to their quotas, before their bodies are read; a batch is counted when it is known
 * how many commands it has. The client is the caller, or the address of whoever is nobody yet.
 */
final class RateLimits implements HandlerInterceptor {

  static final String LIMIT = "RateLimit";
  static final String POLICY = "RateLimit-Policy";

  private static final String EXCEEDED = "rate_limit_exceeded";
  private static final String BATCH = "/api/commands";

  /** Batches count by themselves; a read that is recorded is no write of the reader's. */
  private static final Set<String> NOT_COUNTED = Set.of(BATCH, AccessRecord.PATH);

  private static final Map<String, RouteClass> CLASSES =
      Map.of(
          "/api/auth/login", RouteClass.LOGIN,
          "/api/auth/register", RouteClass.REGISTRATION,
          "/api/jobs", RouteClass.SUBMISSION);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final int MAX_REFUSED = 10_000;

  private final RateLimiter limiter;
  private final Quotas quotas;
  private final LimitClients clients;
  private final LimitAudit audit;

  /** Who was refused in a window that is not over yet. */
  private final Cache<String, Duration> refused =
      Caffeine.newBuilder()
          .maximumSize(MAX_REFUSED)
          .expireAfter(Expiry.<String, Duration>creating((_, window) -> window))
          .build();

  RateLimits(RateLimiter limiter, Quotas quotas, LimitClients clients, LimitAudit audit) {
    this.limiter = limiter;
    this.quotas = quotas;
    this.clients = clients;
    this.audit = audit;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String route =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    boolean isFirst = request.getDispatcherType() == DispatcherType.REQUEST;
    if (isFirst && !READING.contains(request.getMethod()) && !NOT_COUNTED.contains(route)) {
      take(CLASSES.getOrDefault(route, RouteClass.WRITE), 1, request, response);
    }
    return true;
  }

  /**
   * Takes the requests off the client's quota, and tells him what is left.
   *
   * @throws ProblemException 429, when there is not enough left; 422, when there never will be
   */
  void take(
      RouteClass routeClass,
      int requests,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Caller> caller = isByAddress(routeClass) ? Optional.empty() : caller();
    Quota quota = quotas.of(routeClass, caller.map(Caller::roles).orElse(Set.of()));
    if (quota.isUnlimited()) {
      return;
    }
    response.setHeader(POLICY, quota.policy(routeClass));
    if (requests > quota.largestBatch()) {
      throw tooLarge(requests, quota);
    }
    String client = caller.map(c -> c.userId().toString()).orElseGet(() -> clients.nameOf(request));
    Verdict verdict = limiter.take(routeClass, client, quota, requests);
    response.setHeader(LIMIT, verdict.header(routeClass));
    if (!verdict.allowed()) {
      record(routeClass, client, verdict, caller, request);
      throw refusal(verdict);
    }
  }

  /** Whoever asks for a token must not get a fresh quota by sending another one along. */
  private static boolean isByAddress(RouteClass routeClass) {
    return routeClass == RouteClass.LOGIN || routeClass == RouteClass.REGISTRATION;
  }

  private void record(
      RouteClass routeClass,
      String client,
      Verdict verdict,
      Optional<Caller> caller,
      HttpServletRequest request) {
    String key = routeClass.label() + ":" + verdict.window() + ":" + client;
    if (refused.asMap().putIfAbsent(key, Duration.ofSeconds(verdict.resetSeconds())) == null) {
      audit.exceeded(
          new LimitAudit.Exceeded(
              routeClass,
              EXCEEDED,
              caller.orElse(null),
              caller.filter(Caller::isPerson).map(Caller::userId).orElse(null),
              RequestId.of(request),
              clients.addressOf(request),
              UserAgent.of(request)));
    }
  }

  /** Waiting would not help: the whole quota is less than that. */
  private static ProblemException tooLarge(int requests, Quota quota) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "batch_exceeds_quota",
        "The batch has %d commands, and your quota lets %d through at once: send smaller ones."
            .formatted(requests, quota.largestBatch()));
  }

  private static ProblemException refusal(Verdict verdict) {
    String again = String.valueOf(verdict.resetSeconds());
    return new ProblemException(
            HttpStatus.TOO_MANY_REQUESTS,
            EXCEEDED,
            "The limit of requests in this %s is reached: %d left; try again in %s seconds."
                .formatted(verdict.window(), verdict.remaining(), again))
        .withHeader(HttpHeaders.RETRY_AFTER, again);
  }

  private static Optional<Caller> caller() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }
}
