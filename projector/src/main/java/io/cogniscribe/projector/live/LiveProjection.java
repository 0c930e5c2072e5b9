package io.cogniscribe.projector.live;

import io.cogniscribe.projector.engine.Projection;
import io.cogniscribe.projector.engine.Source;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.List;

/** Shows in Redis how far each job is, and how many there are by status. */
public final class LiveProjection implements Projection<TaskFact> {

  static final String NAME = "live";

  private final List<Source<TaskFact>> sources =
      List.of(
          Source.log(Topics.JOB_EVENTS, Topics.JOB_COMMANDS, Codecs.jobEvents(), TaskFact::of),
          Source.reports(Topics.JOB_PROGRESS, Codecs.jobProgress(), TaskFact::ofReport));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Source<TaskFact>> sources() {
    return sources;
  }
}
