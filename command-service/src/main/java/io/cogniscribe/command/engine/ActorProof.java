package io.cogniscribe.command.engine;

import io.cogniscribe.wire.ActorSignatures;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Checks whether the edge vouches for the actor of a command. Any principal with write access to
 * the topic may have written a command without such a proof.
 *
 * @param since commands that the broker appended before this time count as proven, because earlier
 *     versions did not sign them; {@link Instant#EPOCH} for none. Producers cannot choose that
 *     time.
 */
public record ActorProof(ActorSignatures signatures, Instant since) {

  /** Returns whether the actor of the command in {@code record} is proven. */
  boolean isIn(String topic, Record<byte[], byte[]> record) {
    Header signature = record.headers().lastHeader(ActorSignatures.HEADER);
    return record.timestamp() < since.toEpochMilli()
        || (signature != null
            && signatures.isValid(topic, record.key(), record.value(), signature.value()));
  }
}
