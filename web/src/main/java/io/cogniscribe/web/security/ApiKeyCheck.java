package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;

/** Looks up API keys that are valid now. */
public interface ApiKeyCheck {

  /**
   * A key that was issued, was not revoked and has not expired.
   *
   * @param label name that its owner chose
   * @param secretHash {@link ApiKey#secretHash} of the issued secret
   */
  record GoodKey(String label, Role role, String secretHash) {}

  /**
   * Returns the key, or empty if there is none or it is no longer valid. Does not check that the
   * caller has the secret.
   *
   * @throws ProblemException 503 {@code revocation_unknown} if the key's state is not known
   */
  Optional<GoodKey> find(UUID id);
}
