package io.cogniscribe.command.engine;

import io.cogniscribe.wire.ActorSignatures;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Finds out whether the edge vouches for the actor of a command, or whether anybody may have
 * written the command to Kafka.
 *
 * @param since commands that the broker appended earlier were written by a version that did not
 *     sign, and count as proven; {@link Instant#EPOCH} for none. Producers cannot choose that time.
 */
public record ActorProof(ActorSignatures signatures, Instant since) {

  /** A proof by signature alone. */
  public ActorProof(ActorSignatures signatures) {
    this(signatures, Instant.EPOCH);
  }

  /** Whether the actor of the command in {@code record} is proven. */
  boolean isIn(String topic, Record<byte[], byte[]> record) {
    Header signature = record.headers().lastHeader(ActorSignatures.HEADER);
    return record.timestamp() < since.toEpochMilli()
        || (signature != null
            && signatures.isValid(topic, record.key(), record.value(), signature.value()));
  }
}
