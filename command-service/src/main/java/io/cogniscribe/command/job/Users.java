package io.cogniscribe.command.job;

import java.util.UUID;
import java.util.function.Predicate;

/** The users that jobs can be submitted for. */
public interface Users {

  /**
   * Returns a test of whether a user exists: registered and not deleted. A deactivated user exists.
   * On the first unknown id, the test reads the account events to their end, so that it finds a
   * user that has just registered through another instance. It does so once; later answers are as
   * of that time. The test is not thread-safe, and throws {@link
   * io.cogniscribe.command.engine.LogUnavailableException}.
   */
  Predicate<UUID> existence();
}
