package io.cogniscribe.command.job;

import java.util.UUID;
import java.util.function.Predicate;

/** The users that jobs can be submitted for. */
public interface Users {

  /**
   * Returns a test of whether a user exists: registered and not deleted; a deactivated user exists.
   * The test reads the account events to their end before it calls an id unknown, so that it finds
   * a user who has just registered with another instance. It does so once: an answer holds for the
   * time of the first unknown id. It is for one thread, and throws {@link
   * io.cogniscribe.command.engine.LogUnavailableException}.
   */
  Predicate<UUID> existence();
}
