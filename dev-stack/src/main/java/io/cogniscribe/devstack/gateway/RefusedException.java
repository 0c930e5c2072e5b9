package io.cogniscribe.devstack.gateway;

import java.io.IOException;

/** The gateway answers a request itself, with a problem document. */
final class RefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
