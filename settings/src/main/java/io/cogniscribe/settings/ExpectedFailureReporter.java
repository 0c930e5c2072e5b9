package io.cogniscribe.settings;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prevents Spring Boot from logging a stack trace for a failure that an operator can fix, because
 * {@link ServiceStart} reports it in one line. Spring Boot finds this class in {@code
 * spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExpectedFailureReporter implements SpringBootExceptionReporter {

  @Override
  public boolean reportException(Throwable failure) {
    return StartFailure.expected(failure).isPresent();
  }
}
