package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * Writes commands of the edge to the log and returns their outcomes.
 *
 * @param <C> the commands of one aggregate type
 */
public interface CommandGateway<C> {

  /** Returns the topic of the commands. */
  String topic();

  /**
   * Writes the command.
   *
   * @return completes with the outcome; with {@link Outcome.Pending} when the command is in the log
   *     but was not decided in time; exceptionally with {@link LogUnavailableException} when it
   *     could not be written, or it is unknown whether it was; with {@link
   *     RestoreUnfinishedException} when nothing was written, because this instance is not ready
   */
  CompletableFuture<Outcome> send(CommandEnvelope<C> command);

  /**
   * Writes the command without waiting for its outcome.
   *
   * @return completes with the command's position when the log has acknowledged it; exceptionally
   *     as {@link #send}
   */
  CompletableFuture<CommandPosition> post(CommandEnvelope<C> command);
}
