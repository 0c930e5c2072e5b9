package io.cogniscribe.command.engine;

import io.cogniscribe.command.job.JobAggregateType;
import io.cogniscribe.command.job.JobDecider;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.command.job.JobState;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Topics;
import java.util.List;

/** The decider of jobs, with bugs that certain file names trigger. */
record FaultyDecider(JobDecider decider)
    implements Decider<JobCommand, JobEvent, JobProgressed, JobState> {

  /** The decider throws. */
  static final String THROWS = "throws.mp3";

  /** The new state cannot be encoded, which the decider's caller does not expect. */
  static final String BREAKS = "breaks.mp3";

  /** The event is too large for a record. */
  static final String TOO_LARGE = "large.mp3";

  static AggregateType<JobCommand, JobEvent, JobProgressed, JobState> aggregateType() {
    JobRules rules = new JobRules(1_000_000);
    var jobs = JobAggregateType.of(rules, SignedRecords.PROOF, _ -> true);
    return new AggregateType<>(
        jobs.name(),
        jobs.stateVersion(),
        jobs.commandsTopic(),
        jobs.eventsTopic(),
        jobs.outcomesTopic(),
        jobs.messagesTopic(),
        jobs.commands(),
        jobs.events(),
        jobs.states(),
        new FaultyDecider(new JobDecider(rules)),
        jobs.messages(),
        jobs.audit(),
        jobs.admission(),
        jobs.exists());
  }

  @Override
  public JobState initial() {
    return decider.initial();
  }

  @Override
  public Decision<JobEvent, JobProgressed> decide(
      JobState state, CommandEnvelope<JobCommand> command) {
    if (command.payload() instanceof JobCommand.Submit submit) {
      if (submit.filename().equals(THROWS)) {
        throw new IllegalStateException("a bug in the rules");
      }
      if (submit.filename().equals(TOO_LARGE)) {
        String name = "x".repeat(Topics.MAX_RECORD_BYTES);
        return Decision.accepted(
            List.of(
                new JobEvent.JobSubmitted(submit.userId(), name, null, 1, null, 0.15, null, true)));
      }
    }
    return decider.decide(state, command);
  }

  @Override
  @SuppressWarnings("NullAway") // The null is the bug.
  public JobState evolve(JobState state, RecordedEvent<JobEvent> event) {
    return event.payload() instanceof JobEvent.JobSubmitted submitted
            && submitted.filename().equals(BREAKS)
        ? new JobState.Existing(submitted.userId(), null, 1, 1, null, null)
        : decider.evolve(state, event);
  }

  @Override
  @SuppressWarnings("ConstantValue")
  public String status(JobState state) {
    return state instanceof JobState.Existing job && job.status() == null
        ? "broken"
        : decider.status(state);
  }
}
