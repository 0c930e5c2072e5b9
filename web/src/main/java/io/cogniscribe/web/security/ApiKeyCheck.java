package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;

/** Which keys of programs are good at the moment. */
public interface ApiKeyCheck {

  /**
   * A key that was issued, was not revoked and has not expired.
   *
   * @param label what its owner calls it
   * @param secretHash {@link ApiKey#secretHash} of the secret that was given out
   */
  record GoodKey(String label, Role role, String secretHash) {}

  /**
   * The key of that id; empty when there is none, or it is no longer good. That the caller has its
   * secret is not said by this.
   *
   * @throws ProblemException 503 {@code revocation_unknown} when it cannot be told
   */
  Optional<GoodKey> find(UUID id);
}
