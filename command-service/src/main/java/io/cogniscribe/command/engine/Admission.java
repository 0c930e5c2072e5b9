package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a command of an aggregate type may be decided.
 *
 * @param proof recognises commands of the edge
 * @param unproven accepts the commands that are decided without a proof of their actor
 * @param requirement the aggregate that must exist before such a command is decided; null for none.
 *     The edge has already checked it for its own commands.
 */
public record Admission<C>(
    ActorProof proof,
    Predicate<CommandEnvelope<C>> unproven,
    @Nullable Requirement<C> requirement) {

  /**
   * An aggregate of another type that must exist.
   *
   * @param topic the commands topic of that type
   * @param of returns the id that a command requires, if any
   * @param known accepts aggregates that exist according to a local view, which may lag behind the
   *     log
   * @param missing the rejection if the aggregate does not exist
   */
  public record Requirement<C>(
      String topic,
      Function<C, Optional<UUID>> of,
      Predicate<UUID> known,
      Outcome.Rejected missing) {}
}
