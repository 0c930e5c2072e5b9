package io.cogniscribe.query.apikey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as operators see it, without the secret's hash.
 *
 * @param issuedBy id of the operator
 * @param expiresAt null if it does not expire
 * @param revokedAt null if it was not revoked
 */
record ListedKey(
    UUID id,
    String label,
    String role,
    String issuedBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {}
