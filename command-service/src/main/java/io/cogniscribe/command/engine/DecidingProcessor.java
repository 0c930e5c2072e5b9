package io.cogniscribe.command.engine;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of a partition's aggregates. Read {@link #take} from the top: read the command,
 * answer again what was answered before, decide, and write what follows from the decision.
 *
 * <p>No record blocks the partition: a record that cannot be decided becomes a dead letter.
 */
final class DecidingProcessor<C, E, N, S> implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger log = LoggerFactory.getLogger(DecidingProcessor.class);

  private static final String GIVEN_UP =
      "The decider failed twice on this command. See the log of the command-service.";

  private static final Outcome.Rejected TOO_LARGE_TO_SEND_ABOUT =
      Outcome.Rejected.of(
          Outcome.Reason.INVALID, Refusal.TOO_LARGE.code(), "the command is larger than 64 KiB");

  private static final Outcome.Rejected KEY_REUSED =
      Outcome.Rejected.of(
          Outcome.Reason.KEY_REUSED,
          "idempotency_key_reused",
          "this idempotency key was used before, for another request");

  private static final Duration STEP_INTERVAL = Duration.ofMillis(1);

  private final AggregateType<C, E, N, S> aggregateType;
  private final StateRestore restores;
  private final FailedCommands failures;
  private final DecisionMeter decisions;
  private final CommandReader<C> reader;

  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<UUID, Versioned<S>> states;
  private OutcomeStore outcomes;
  private RecordedClock clock;
  private Outbox outbox;
  private DecisionWriter<C, E, N, S> writer;
  private UnprovenRefusal unproven;
  private ExistenceCheck<C> existence;
  private Optional<PartitionRestore> restore = Optional.empty();
  private @Nullable Cancellable steps;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first.
  DecidingProcessor(
      AggregateType<C, E, N, S> aggregateType,
      StateRestore restores,
      FailedCommands failures,
      DecisionMeter decisions) {
    this.aggregateType = aggregateType;
    this.restores = restores;
    this.failures = failures;
    this.decisions = decisions;
    this.reader = new CommandReader<>(aggregateType.commands());
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.outbox = new Outbox(context, aggregateType.name());
    this.states = context.getStateStore(aggregateType.stateStore());
    this.outcomes = new OutcomeStore(context.getStateStore(aggregateType.outcomeStore()));
    this.clock =
        new RecordedClock(
            context.getStateStore(RecordedClock.STORE),
            () -> Instant.ofEpochMilli(context.currentSystemTimeMs()));
    this.writer = new DecisionWriter<>(aggregateType, outbox, outcomes);
    this.unproven = new UnprovenRefusal(aggregateType.name(), outbox);
    this.existence =
        new ExistenceCheck<>(
            aggregateType, id -> aggregateType.exists().test(stateOf(id).state()), outbox);
    RestoreMarks marks = new RestoreMarks(context.getStateStore(RestoreMarks.STORE));
    this.restore =
        restores.due(
            aggregateType,
            new StateRestore.Target<>(context.taskId().partition(), states, outcomes, clock, marks),
            Instant.ofEpochMilli(context.currentSystemTimeMs()));
    if (restore.isPresent()) {
      // Restores one chunk in each punctuation, so that its writes are committed between the
      // chunks.
      steps = context.schedule(STEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> step());
    }
  }

  private void step() {
    restore.ifPresent(PartitionRestore::step);
    if (isWhole() && steps != null) {
      steps.cancel();
    }
  }

  private boolean isWhole() {
    return restore.map(PartitionRestore::isFinished).orElse(true);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (!isWhole()) {
      // The consumer holds commands back during a restore. A command that arrives anyway must not
      // be decided on incomplete state.
      throw new IllegalStateException("A command arrived before the stores were complete.");
    }
    if (record.headers().lastHeader(BoundedCommand.IS_DEAD_LETTER) != null) {
      log.warn("The command at {} became a dead letter: it is too large", position().token());
      outbox.send(outbox.deadLetter(record));
      decisions.deadLetter(Refusal.TOO_LARGE.code());
      return;
    }
    CommandPosition position = position();
    try {
      switch (failures.count(position)) {
        case 0, 1 -> take(record, position);
        case FailedCommands.LIMIT -> giveUp(record, position);
        // The refusal itself failed, so this path uses neither a store nor a codec.
        default -> setAside(record, position, Refusal.NOT_DECIDABLE, GIVEN_UP);
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The thread ends, which aborts all writes for this command.
      failures.failed(position, e);
      throw e;
    }
    failures.written(position);
  }

  private void take(Record<byte[], byte[]> record, CommandPosition position) {
    Instant now = Instant.ofEpochMilli(record.timestamp());
    Optional<Outbox.Outgoing> existenceAnswer = existence.answer(record, now);
    if (existenceAnswer.isPresent()) {
      outbox.send(existenceAnswer.get());
      return;
    }
    Optional<Cause<C>> readable = read(record, position);
    if (readable.isEmpty()) {
      return;
    }
    Cause<C> cause = readable.get();
    CommandEnvelope<C> command = cause.command();
    Optional<Refusal> refusal = reader.refusal(command, record, position.partition());
    if (refusal.isPresent()) {
      refuse(refusal.get(), refusal.get().message(), record, cause);
      return;
    }
    boolean isProven =
        aggregateType.admission().proof().isIn(aggregateType.commandsTopic(), record);
    if (!isProven && !aggregateType.admission().unproven().test(command)) {
      unproven.records(cause).forEach(outbox::send);
      decisions.rejected(aggregateType.name(), UnprovenRefusal.REASON.code());
      return;
    }
    Optional<Outcome> known = decided(command.actor(), cause);
    if (known.isPresent()) {
      answerAgain(known.get(), cause, record);
      return;
    }
    Versioned<S> before = stateOf(command.aggregateId());
    if (!isProven && existence.isOpen(command)) {
      requireExistence(record, cause, before);
      return;
    }
    Draft<S> draft;
    try {
      draft = writer.draft(decide(before, command), cause, before);
    } catch (RuntimeException | StackOverflowError e) {
      // A bug in the rules must not block the partition. Nothing is written yet.
      refuse(Refusal.NOT_DECIDABLE, e.toString(), record, cause);
      return;
    }
    draft.write(outbox, states, outcomes);
    decisions.decided(aggregateType.name(), draft.result(), record);
  }

  private void giveUp(Record<byte[], byte[]> record, CommandPosition position) {
    read(record, position)
        .ifPresent(cause -> {
          Refusal refusal =
              reader
                  .refusal(cause.command(), record, position.partition())
                  .orElse(Refusal.NOT_DECIDABLE);
          refuse(refusal, GIVEN_UP, record, cause);
        });
  }

  /** Returns the command in a record; empty if it became a dead letter. */
  private Optional<Cause<C>> read(Record<byte[], byte[]> record, CommandPosition position) {
    CommandEnvelope<C> command;
    try {
      command = reader.read(record);
    } catch (WireException e) {
      setAside(record, position, Refusal.UNDECODABLE, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    RecordedClock.Reading time = clock.read(record.timestamp());
    return Optional.of(
        new Cause<>(command, position, time.recordedAt(), time.timestamp(), record.headers()));
  }

  /** Returns the stored outcome of a decided command of the actor with the id of the cause. */
  private Optional<Outcome> decided(Actor actor, Cause<C> cause) {
    return outcomes
        .find(actor, cause.command().commandId(), cause.timestamp())
        .filter(found -> !Refusal.isIn(found));
  }

  /** Postpones the decision until the required aggregate has answered whether it exists. */
  private void requireExistence(
      Record<byte[], byte[]> record, Cause<C> cause, Versioned<S> before) {
    if (existence.isDenied(record)) {
      reject(existence.requirement().missing(), cause, before);
    } else if (ExistenceCheck.fits(record)) {
      outbox.send(existence.question(record, cause.command(), cause.timestamp()));
    } else {
      reject(TOO_LARGE_TO_SEND_ABOUT, cause, before);
    }
  }

  private void reject(Outcome.Rejected reason, Cause<C> cause, Versioned<S> before) {
    writer.draft(new Decision.Rejected<>(reason), cause, before).write(outbox, states, outcomes);
    decisions.rejected(aggregateType.name(), reason.code());
  }

  private Versioned<S> stateOf(UUID aggregateId) {
    Versioned<S> stored = states.get(aggregateId);
    return stored == null ? new Versioned<>(0, aggregateType.decider().initial()) : stored;
  }

  /**
   * Returns the decision, or a version mismatch. A rejection because the aggregate must stay
   * hidden, or because the command can never be accepted, takes precedence over the version.
   */
  private Decision<E, N> decide(Versioned<S> before, CommandEnvelope<C> command) {
    Decision<E, N> decision = aggregateType.decider().decide(before.state(), command);
    boolean hidden =
        decision instanceof Decision.Rejected<E, N>(var reason)
            && switch (reason.reason()) {
              case NOT_FOUND, FORBIDDEN, INVALID -> true;
              case CONFLICT, VERSION_MISMATCH, KEY_REUSED -> false;
            };
    Long expected = command.expectedVersion();
    if (hidden || expected == null || expected == before.version()) {
      return decision;
    }
    return Decision.rejected(
        Outcome.Reason.VERSION_MISMATCH,
        "version_mismatch",
        "the version is %d, not %d".formatted(before.version(), expected));
  }

  private void answerAgain(Outcome known, Cause<C> cause, Record<byte[], byte[]> record) {
    if (Objects.equals(known.fingerprint(), cause.command().fingerprint())
        && known.aggregateId().equals(cause.command().aggregateId())) {
      outbox.send(writer.answer(known, cause));
      decisions.repeated(aggregateType.name());
      return;
    }
    outbox.send(writer.answer(cause.outcome(KEY_REUSED), cause));
    decisions.decided(aggregateType.name(), Optional.of(KEY_REUSED), record);
  }

  @Override
  public void close() {
    restore.ifPresent(PartitionRestore::close);
  }

  /** Writes a dead letter, and a rejected outcome for the sender. */
  private void refuse(
      Refusal refusal, String error, Record<byte[], byte[]> record, Cause<C> cause) {
    Outcome outcome = refusal.outcome(cause);
    Outbox.Outgoing answer = writer.answer(outcome, cause);
    setAside(record, cause.position(), refusal, error);
    if (refusal.isInPlace() && decided(outcome.actor(), cause).isEmpty()) {
      outcomes.put(outcome, cause.timestamp());
    }
    outbox.send(answer);
  }

  private void setAside(
      Record<byte[], byte[]> record, CommandPosition position, Refusal refusal, String error) {
    log.warn(
        "The command at {} became a dead letter ({}): {}", position.token(), refusal.code(), error);
    outbox.send(outbox.deadLetter(record, position, refusal.code(), error));
    decisions.deadLetter(refusal.code());
  }

  private CommandPosition position() {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    return new CommandPosition(metadata.topic(), metadata.partition(), metadata.offset());
  }
}
