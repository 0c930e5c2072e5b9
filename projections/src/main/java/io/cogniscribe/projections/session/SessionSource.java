package io.cogniscribe.projections.session;

import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.List;

/** Creates the source of both session projections. */
final class SessionSource {

  private SessionSource() {}

  static Source<List<SessionFact>> open() {
    return Source.log(
        Topics.ACCOUNT_EVENTS, Topics.ACCOUNT_COMMANDS, Codecs.accountEvents(), SessionFact::of);
  }
}
