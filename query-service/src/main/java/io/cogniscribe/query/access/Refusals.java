package io.cogniscribe.query.access;

import io.cogniscribe.web.access.RefusalCounter;
import io.cogniscribe.web.access.RefusedRead;
import io.cogniscribe.web.http.TrustedProxies;
import io.cogniscribe.web.security.RefusedKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Records refused reads and refused API keys, a limited number for each client. A refusal stands
 * whether or not it is recorded.
 */
record Refusals(Recorder recorder, TrustedProxies proxies, RefusalCounter counter)
    implements HandlerInterceptor, RefusedKeys {

  /** Request attribute with the id of another user's job that was asked for. */
  static final String JOB = Refusals.class.getName() + ".job";

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /** Any route serves, because the command-service refuses the key first, and records that. */
  private static final RefusedRead WITH_REFUSED_KEY = new RefusedRead("/api/jobs", null, 1);

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    UUID job = (UUID) request.getAttribute(JOB);
    String caller = request.getRemoteUser();
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    boolean isRefused = job != null || response.getStatus() == HttpStatus.FORBIDDEN.value();
    if (isRefused && caller != null && route != null) {
      OptionalInt reads = counter.count(caller);
      if (reads.isPresent()) {
        record(new RefusedRead(route.toString(), job, reads.getAsInt()), request);
      }
    }
  }

  @Override
  public void refused(HttpServletRequest request, Optional<UUID> keyId) {
    if (counter.count("address " + proxies.clientOf(request)).isPresent()) {
      try {
        recorder.record(RefusedRead.PATH, WITH_REFUSED_KEY, request);
      } catch (NotRecordedException expected) {
        // The command-service answers 401 to this key after it has recorded the refusal.
        LOG.debug("recorded a refused API key: {}", expected.getMessage());
      }
    }
  }

  private void record(RefusedRead refused, HttpServletRequest request) {
    try {
      recorder.record(RefusedRead.PATH, refused, request);
    } catch (NotRecordedException failure) {
      LOG.warn("{} refused reads could not be recorded: {}", refused.reads(), failure.getMessage());
    }
  }
}
