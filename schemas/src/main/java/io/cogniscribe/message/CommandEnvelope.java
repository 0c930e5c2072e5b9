package io.cogniscribe.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to the decider of its aggregate. The edge sets time, ids and random values here, so
 * that deciders stay pure.
 *
 * @param expectedVersion the version that the aggregate must have; null for any
 * @param fingerprint a digest of the client's request; a repeated command id with another
 *     fingerprint is a reused idempotency key
 * @param correlationId an id that all messages caused by one client request share
 * @param clientAddress the client's address as the edge saw it; null for producers on Kafka
 */
public record CommandEnvelope<C>(
    UUID commandId,
    UUID aggregateId,
    Actor actor,
    Instant issuedAt,
    @Nullable Long expectedVersion,
    @Nullable String fingerprint,
    UUID correlationId,
    @Nullable String clientAddress,
    @Nullable String userAgent,
    C payload) {

  /** Returns the stable name of the command's kind. */
  public String type() {
    return WireName.Names.of(payload.getClass());
  }
}
