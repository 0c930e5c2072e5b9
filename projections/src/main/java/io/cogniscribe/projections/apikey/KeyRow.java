package io.cogniscribe.projections.apikey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as the table shows it.
 *
 * @param secretHash SHA-256 of the secret, in hex
 * @param issuedBy id of the operator
 * @param expiresAt null: it does not expire
 * @param revokedAt null: it was not revoked
 */
record KeyRow(
    UUID id,
    String label,
    String role,
    String secretHash,
    String issuedBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    long version) {

  /** The row after a revocation; of several, the first one counts. */
  KeyRow after(KeyFact.Revoked revoked) {
    return revokedAt != null
        ? this
        : new KeyRow(
            id,
            label,
            role,
            secretHash,
            issuedBy,
            createdAt,
            expiresAt,
            revoked.at(),
            revoked.version());
  }
}
