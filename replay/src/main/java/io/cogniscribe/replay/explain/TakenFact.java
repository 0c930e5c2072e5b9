package io.cogniscribe.replay.explain;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.function.Function;

/**
 * The facts that a subject takes from an event, and the event's envelope.
 *
 * @param <E> the facts
 */
public record TakenFact<E>(Envelope envelope, E fact) {

  public static <E> TakenFact<E> of(RecordedEvent<?> event, E fact) {
    return new TakenFact<>(Envelope.of(event), fact);
  }

  /** Returns the events of jobs, read as a projection reads them. */
  static <E> Source<TakenFact<E>> ofJobs(Function<RecordedEvent<JobEvent>, E> take) {
    return Source.log(
        Topics.JOB_EVENTS,
        Topics.JOB_COMMANDS,
        Codecs.jobEvents(),
        event -> of(event, take.apply(event)));
  }
}
