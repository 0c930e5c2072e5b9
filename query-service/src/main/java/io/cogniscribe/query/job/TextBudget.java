package io.cogniscribe.query.job;

import io.cogniscribe.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Limits the memory for the long texts of all concurrent requests. A request's reservation is
 * released after its answer is written.
 */
final class TextBudget implements HandlerInterceptor {

  private static final String RESERVED = TextBudget.class.getName();
  private static final int KIB = 1024;

  /**
   * Factor of memory to size: the bytes that PostgreSQL sent and a string of up to twice that size.
   */
  private static final int COPIES = 3;

  private static final int PATIENCE_SECONDS = 5;

  private final int totalKib;
  private final Semaphore kib;

  TextBudget(int totalKib) {
    this.totalKib = totalKib;
    // Fair, so that requests for long texts are not overtaken for ever.
    this.kib = new Semaphore(totalKib, true);
  }

  /**
   * Waits up to 5 seconds until this request may hold texts of that size.
   *
   * @throws ProblemException 503 if there is no room after that
   */
  void reserve(long textBytes) {
    int wanted = (int) Math.min(totalKib, textBytes * COPIES / KIB + 1);
    try {
      if (!kib.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw ProblemException.unavailable(
            "unavailable", "Too many long transcripts are being read; try again.", 1);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("unavailable", "The service is stopping.", 1);
    }
    RequestContextHolder.currentRequestAttributes()
        .setAttribute(RESERVED, wanted, RequestAttributes.SCOPE_REQUEST);
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(RESERVED) instanceof Integer reserved) {
      request.removeAttribute(RESERVED);
      kib.release(reserved);
    }
  }
}
