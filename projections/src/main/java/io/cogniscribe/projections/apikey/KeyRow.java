package io.cogniscribe.projections.apikey;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code api_keys}.
 *
 * @param secretHash SHA-256 of the secret, in hex
 * @param issuedBy id of the operator
 * @param expiresAt null when the key does not expire
 * @param revokedAt null when the key was not revoked
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

  static final Table<KeyRow> TABLE =
      new Table<>(
          "api_keys",
          "id",
          List.of("id"),
          List.of(
              new Column<>("id", UUID, KeyRow::id),
              new Column<>("label", TEXT, 100, KeyRow::label),
              new Column<>("role", TEXT, 20, KeyRow::role),
              new Column<>("secret_hash", TEXT, 64, KeyRow::secretHash),
              new Column<>("issued_by", TEXT, 100, KeyRow::issuedBy),
              new Column<>("created_at", TIMESTAMPTZ, KeyRow::createdAt),
              new Column<>("expires_at", TIMESTAMPTZ, KeyRow::expiresAt),
              new Column<>("revoked_at", TIMESTAMPTZ, KeyRow::revokedAt),
              new Column<>("version", BIGINT, KeyRow::version)));

  /** Returns the row that was read back. */
  static KeyRow of(TableRow row) {
    return new KeyRow(
        row.get("id", UUID.class),
        row.get("label", String.class),
        row.get("role", String.class),
        row.get("secret_hash", String.class),
        row.get("issued_by", String.class),
        row.get("created_at", Instant.class),
        row.find("expires_at", Instant.class),
        row.find("revoked_at", Instant.class),
        row.get("version", Long.class));
  }

  /** Returns the row after a revocation. Of several revocations, the first one counts. */
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
