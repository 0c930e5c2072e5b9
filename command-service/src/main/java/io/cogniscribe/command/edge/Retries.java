package io.cogniscribe.command.edge;

import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.command.engine.StoredOutcomes;
import io.cogniscribe.message.Outcome;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;

/** Checks whether a request repeats one that was decided before. */
public final class Retries {

  /**
   * The most concurrent questions to other instances, so that a flood of invented keys is not
   * multiplied.
   */
  private static final int MAX_QUESTIONS = 16;

  private final StoredOutcomes outcomes;
  private final PeerOutcomes peers;
  private final Semaphore questions = new Semaphore(MAX_QUESTIONS);

  Retries(StoredOutcomes outcomes, PeerOutcomes peers) {
    this.outcomes = outcomes;
    this.peers = peers;
  }

  /**
   * Returns the stored outcome of the same request, if a partition of this instance decided it. A
   * request with the same key and another body is a different request.
   */
  public Optional<Outcome> find(
      String topic, UUID aggregateId, UUID commandId, String fingerprint) {
    return outcomes
        .find(topic, aggregateId, commandId)
        .filter(outcome ->
            fingerprint.equals(outcome.fingerprint()) && aggregateId.equals(outcome.aggregateId()));
  }

  /** Returns whether another instance has decided the caller's command. */
  boolean isKnownElsewhere(UUID commandId, HttpHeaders credentials, WriteRequest origin) {
    if (!questions.tryAcquire()) {
      return false;
    }
    try {
      return outcomes.peers().stream()
          .anyMatch(peer -> peers.ask(peer, commandId, credentials, origin).isPresent());
    } catch (LogUnavailableException noAnswer) {
      return false;
    } finally {
      questions.release();
    }
  }
}
