package io.cogniscribe.query.apikey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as operators see it: without anything that its secret could be found by.
 *
 * @param issuedBy id of the operator
 * @param expiresAt null: it does not expire
 * @param revokedAt null: it was not revoked
 */
record ListedKey(
    UUID id,
    String label,
    String role,
    String issuedBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {}
