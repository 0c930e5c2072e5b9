package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Decides which commands of an aggregate type may be decided at all.
 *
 * @param proof tells commands of the edge from those that anybody may have written
 * @param unproven the commands that are decided without a proof of their actor
 * @param requirement the aggregate that must exist before such a command is decided; null for none.
 *     For the commands of the edge, the edge has made sure of it.
 */
public record Admission<C>(
    ActorProof proof,
    Predicate<CommandEnvelope<C>> unproven,
    @Nullable Requirement<C> requirement) {

  /**
   * An aggregate of another type that must exist.
   *
   * @param topic the commands topic of that type
   * @param of the id that a command requires, if any
   * @param known whether an aggregate is known to exist without asking it; may lag behind
   * @param missing the rejection when there is none
   */
  public record Requirement<C>(
      String topic,
      Function<C, Optional<UUID>> of,
      Predicate<UUID> known,
      Outcome.Rejected missing) {}

  /** An admission of commands that require no other aggregate. */
  public Admission(ActorProof proof, Predicate<CommandEnvelope<C>> unproven) {
    this(proof, unproven, null);
  }

  boolean isProven(String topic, Record<byte[], byte[]> record) {
    return proof.isIn(topic, record);
  }
}
