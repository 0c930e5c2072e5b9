package io.cogniscribe.command.http;

import java.io.Serial;

/** More is asked than can be done in useful time; the client may ask again a little later. */
final class OverloadedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  OverloadedException(Throwable cause) {
    super("too many requests are waiting", cause);
  }
}
