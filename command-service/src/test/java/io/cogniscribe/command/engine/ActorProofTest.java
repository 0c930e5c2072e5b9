package io.cogniscribe.command.engine;

import static io.cogniscribe.command.engine.SignedRecords.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.topic.Topics;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Commands that count as written by the edge. */
final class ActorProofTest {

  private static final Instant SINCE = Instant.parse("2026-11-29T03:00:00Z");
  private static final byte[] VALUE = {1, 2, 3};

  private final ActorProof proof = new ActorProof(SIGNATURES, SINCE);
  private final Headers signed =
      SignedRecords.of(Topics.JOB_COMMANDS, new UUID(1, 1), VALUE).headers();

  @Test
  void acceptsACommandWithoutSignatureWhenItWasAppendedBeforeSigningBegan() {
    assertThat(isProven(SINCE.minusMillis(1), new RecordHeaders())).isTrue();
    assertThat(isProven(SINCE, new RecordHeaders())).isFalse();
  }

  @Test
  void acceptsASignedCommandOnItsOwnTopicOnly() {
    assertThat(isProven(SINCE, signed)).isTrue();
    assertThat(proof.isIn(Topics.ACCOUNT_COMMANDS, record(SINCE, signed))).isFalse();
  }

  private boolean isProven(Instant appendedAt, Headers headers) {
    return proof.isIn(Topics.JOB_COMMANDS, record(appendedAt, headers));
  }

  private static Record<byte[], byte[]> record(Instant appendedAt, Headers headers) {
    byte[] key = SignedRecords.of(Topics.JOB_COMMANDS, new UUID(1, 1), VALUE).key();
    return new Record<>(key, VALUE, appendedAt.toEpochMilli(), headers);
  }
}
