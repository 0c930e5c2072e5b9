package io.cogniscribe.projections.engine;

import java.io.Serial;

/** Reports that a position is not where the loop left it. */
final class PositionMovedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  PositionMovedException() {
    super("another process changed a position; reading it again");
  }
}
