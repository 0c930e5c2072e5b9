package io.cogniscribe.command.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cogniscribe.command.engine.Admission.Requirement;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.wire.ActorSignatures;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Asks another aggregate through the log whether it exists. The command travels to the commands
 * topic of the required aggregate and back: with a signature if the aggregate exists, otherwise
 * with a signed denial. The partition of the required aggregate decides in order, so its answer
 * includes every command that was accepted before. No thread waits; the check costs two records.
 *
 * @param exists accepts the ids of existing aggregates of this type
 */
record ExistenceCheck<C>(
    AggregateType<C, ?, ?, ?> aggregateType, Predicate<UUID> exists, Outbox outbox) {

  /** The header with the topic and the key to return the command to, separated by a space. */
  static final String QUESTION = "existence-question";

  private static final String QUESTION_SIGNATURE = "existence-question-signature";
  private static final String DENIAL = "existence-denial";

  /** The headers that carry questions and denials. */
  static final List<String> HEADERS = List.of(QUESTION, QUESTION_SIGNATURE, DENIAL);

  /**
   * The largest command that is sent to another aggregate, in bytes. A submission has bounded
   * fields and fits.
   */
  private static final int MAX_BYTES = 64 * 1024;

  /** Returns the answer if the record is a question of another aggregate. */
  Optional<Outbox.Outgoing> answer(Record<byte[], byte[]> record, Instant at) {
    String question = text(record.headers(), QUESTION);
    Optional<UUID> asked = Keys.parse(record.key());
    if (question == null
        || asked.isEmpty()
        || !isSigned(record, QUESTION_SIGNATURE, label(question))) {
      return Optional.empty();
    }
    String[] back = question.split(" ", 2);
    byte[] key = back[1].getBytes(UTF_8);
    boolean isThere = exists.test(asked.get());
    String header = isThere ? ActorSignatures.HEADER : DENIAL;
    String label = isThere ? back[0] : denialOn(back[0]);
    Headers headers = Outbox.replyHeader(record.headers());
    headers.add(header, signatures().sign(label, key, record.value()));
    return Optional.of(outbox.command(back[0], key, record.value(), at, headers));
  }

  /** Returns whether the record is a denial: the required aggregate does not exist. */
  boolean isDenied(Record<byte[], byte[]> record) {
    return isSigned(record, DENIAL, denialOn(aggregateType.commandsTopic()));
  }

  /** Returns whether the required aggregate must be asked before the command is decided. */
  boolean isOpen(CommandEnvelope<C> command) {
    Requirement<C> requirement = aggregateType.admission().requirement();
    return requirement != null
        && requirement
            .of()
            .apply(command.payload())
            .filter(requirement.known().negate())
            .isPresent();
  }

  /** Returns whether the command in the record is small enough to be sent to another aggregate. */
  static boolean fits(Record<byte[], byte[]> record) {
    return record.value().length <= MAX_BYTES;
  }

  /** Returns the question to the required aggregate, which contains the command. */
  Outbox.Outgoing question(Record<byte[], byte[]> record, CommandEnvelope<C> command, Instant at) {
    Requirement<C> requirement = requirement();
    byte[] key = Keys.of(requirement.of().apply(command.payload()).orElseThrow());
    String question = aggregateType.commandsTopic() + " " + command.aggregateId();
    Headers headers = Outbox.replyHeader(record.headers());
    headers.add(QUESTION, question.getBytes(UTF_8));
    headers.add(QUESTION_SIGNATURE, signatures().sign(label(question), key, record.value()));
    return outbox.command(requirement.topic(), key, record.value(), at, headers);
  }

  Requirement<C> requirement() {
    return Objects.requireNonNull(aggregateType.admission().requirement());
  }

  private ActorSignatures signatures() {
    return aggregateType.admission().proof().signatures();
  }

  // Topic names contain no space, so these labels cannot be confused with other signed texts.

  private static String label(String question) {
    return "existence-question " + question;
  }

  private static String denialOn(String topic) {
    return "existence-denial " + topic;
  }

  private boolean isSigned(Record<byte[], byte[]> record, String header, String label) {
    Header signature = record.headers().lastHeader(header);
    return signature != null
        && record.key() != null
        && record.value() != null
        && signatures().isValid(label, record.key(), record.value(), signature.value());
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
