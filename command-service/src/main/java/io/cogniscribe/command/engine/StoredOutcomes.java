package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import java.util.Optional;
import java.util.UUID;

/** The outcomes that this instance's deciders keep for retries. */
public interface StoredOutcomes {

  /** The outcome of a command, when one of this instance's partitions decided it. */
  Optional<Outcome> find(UUID commandId);
}
