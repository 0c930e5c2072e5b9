package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The outcomes that deciders keep for retries: each instance those of its partitions. */
public interface StoredOutcomes {

  /** The outcome of a command, when one of this instance's partitions decided it. */
  Optional<Outcome> find(UUID commandId);

  /**
   * Looks in the one partition that would have decided the command: three reads of one store.
   *
   * @param topic the topic of the command
   * @return the outcome; empty when there is none, or another instance has the partition
   */
  Optional<Outcome> find(String topic, UUID aggregateId, UUID commandId);

  /** Where the other instances are, as {@code host:port}. */
  List<String> peers();
}
