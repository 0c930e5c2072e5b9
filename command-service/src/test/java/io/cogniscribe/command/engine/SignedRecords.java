package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Keys;
import io.cogniscribe.wire.ActorSignatures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Signs records with the key of an edge. */
final class SignedRecords {

  static final ActorSignatures SIGNATURES =
      ActorSignatures.of(
          new SecretKeySpec(
              "a key that only the edge has".getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
          null);

  static final ActorProof PROOF = new ActorProof(SIGNATURES, Instant.EPOCH);

  private SignedRecords() {}

  static ProducerRecord<byte[], byte[]> of(String topic, UUID aggregateId, byte[] value) {
    byte[] key = Keys.of(aggregateId);
    var record = new ProducerRecord<>(topic, Keys.partition(key), key, value);
    record.headers().add(ActorSignatures.HEADER, SIGNATURES.sign(topic, key, value));
    return record;
  }
}
