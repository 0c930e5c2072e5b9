package io.cogniscribe.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** Records requests with an invalid API key. */
@FunctionalInterface
public interface RefusedKeys {

  /**
   * Called before the request is answered with 401. Must not throw.
   *
   * @param keyId the id in the key, if it has the form of a key; not verified
   */
  void refused(HttpServletRequest request, Optional<UUID> keyId);
}
