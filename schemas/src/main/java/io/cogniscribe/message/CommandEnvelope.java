package io.cogniscribe.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to the one decider of its aggregate. Time, ids and randomness enter here, at
 * the edge, so that deciding stays pure.
 *
 * @param expectedVersion the version that the aggregate must have; null for any
 * @param fingerprint a digest of the request as the client sent it: a command id that returns with
 *     another one is a reused idempotency key
 * @param correlationId the same for everything that one request of a client sets in motion
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
