package io.cogniscribe.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** Takes note of requests with an API key that is not good. */
@FunctionalInterface
public interface RefusedKeys {

  /**
   * Called before the request is answered with 401. Must not fail.
   *
   * @param keyId the id that the key names, if it has the form of a key; anybody can make one up
   */
  void refused(HttpServletRequest request, Optional<UUID> keyId);
}
