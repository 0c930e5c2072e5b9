package io.cogniscribe.command.engine;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Restores the stored outcomes, which answer retries. */
final class OutcomeRestoration implements Restoration {

  /** An outcome and the timestamp of its record. */
  private record Kept(Outcome outcome, Instant at) {}

  private final OutcomeStore outcomes;
  private final RecordedClock clock;
  private final AvroCodec<Outcome> codec = Codecs.outcomes();
  private final List<Kept> read = new ArrayList<>();

  OutcomeRestoration(OutcomeStore outcomes, RecordedClock clock) {
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    Outcome outcome = codec.decode(record.value());
    if (!usesAnotherId(outcome)) {
      read.add(new Kept(outcome, Instant.ofEpochMilli(record.timestamp())));
    }
  }

  /**
   * Returns whether the command may have had the id of another command, whose outcome must be kept:
   * it reused a key, was not decided, or had an unproven actor.
   */
  private static boolean usesAnotherId(Outcome outcome) {
    return outcome.actor().equals(Actor.UNPROVEN)
        || Refusal.isIn(outcome)
        || (outcome.result() instanceof Outcome.Rejected rejected
            && rejected.reason() == Outcome.Reason.KEY_REUSED);
  }

  @Override
  public int pending() {
    return read.size();
  }

  @Override
  public void write() {
    for (Kept kept : read) {
      // Deciders of earlier versions wrote recorded_at as the timestamp, even if it was in the
      // future.
      Instant latest = clock.read(kept.outcome().recordedAt().toEpochMilli()).timestamp();
      outcomes.put(kept.outcome(), kept.at().isAfter(latest) ? latest : kept.at());
    }
    read.clear();
  }
}
