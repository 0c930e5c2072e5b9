package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The outcomes that deciders keep for retries. Each instance has those of its partitions. */
public interface StoredOutcomes {

  /**
   * Returns the outcome of a command, if a partition of this instance decided it. Waits up to 5
   * seconds while partitions move between instances.
   *
   * @throws LogUnavailableException when they move for longer
   */
  Optional<Outcome> find(UUID commandId);

  /**
   * Searches only the partition that would have decided the command: three reads of one store.
   *
   * @param topic the topic of the command
   * @return the outcome; empty if there is none, or another instance has the partition
   */
  Optional<Outcome> find(String topic, UUID aggregateId, UUID commandId);

  /** Returns the addresses of the other instances, as {@code host:port}. */
  List<String> peers();
}
