package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Remembers outcomes again, for retries of their commands. */
final class OutcomeFilling implements Filling {

  /** An outcome and the timestamp of its record. */
  private record Kept(Outcome outcome, Instant at) {}

  private final OutcomeStore outcomes;
  private final RecordedClock clock;
  private final AvroCodec<Outcome> codec = Codecs.outcomes();
  private final List<Kept> read = new ArrayList<>();

  OutcomeFilling(OutcomeStore outcomes, RecordedClock clock) {
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    Outcome outcome = codec.decode(record.value());
    // A reused key answered somebody who used the id of another command, and so may a refusal have:
    // the outcome of the decision is the one to keep.
    boolean isReused =
        outcome.result() instanceof Outcome.Rejected rejected
            && rejected.reason() == Outcome.Reason.KEY_REUSED;
    if (!isReused && !Refusal.isIn(outcome)) {
      read.add(new Kept(outcome, Instant.ofEpochMilli(record.timestamp())));
    }
  }

  @Override
  public int pending() {
    return read.size();
  }

  @Override
  public void write() {
    for (Kept kept : read) {
      // Deciders of earlier versions wrote recorded_at as the timestamp, however far ahead it was.
      Instant latest = clock.read(kept.outcome().recordedAt().toEpochMilli()).timestamp();
      outcomes.put(kept.outcome(), kept.at().isAfter(latest) ? latest : kept.at());
    }
    read.clear();
  }
}
