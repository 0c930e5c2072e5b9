package io.cogniscribe.query.apikey;

import io.cogniscribe.query.page.Listing;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.query.store.Columns;
import io.cogniscribe.web.security.ApiKeyCheck;
import io.cogniscribe.web.security.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries of api_keys. */
@Repository
class ApiKeyTable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyTable.class);

  /**
   * The projection has 8 partitions. A parked event of the key may be its revocation, so the answer
   * is then as uncertain as that of a projection that lags.
   */
  private static final String FIND =
      """
      SELECT k.label, k.role, k.secret_hash,
        (SELECT count(*) = 8 FROM projection_positions
         WHERE projection = 'api-keys' AND topic = 'auth.events'
           AND beat_at > now() - interval '5 seconds')
        AND NOT EXISTS (SELECT FROM parked_events
          WHERE projection = 'api-keys' AND stream_key = :keyText) AS is_known,
        k.id IS NOT NULL AS is_there,
        k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AS is_good
      FROM (VALUES (:keyId::uuid)) AS asked (id) LEFT JOIN api_keys k ON k.id = asked.id
      """;

  private static final String LIST =
      "SELECT id, label, role, issued_by, created_at, expires_at, revoked_at FROM api_keys";

  private final JdbcClient postgres;

  ApiKeyTable(JdbcClient postgres) {
    this.postgres = postgres;
  }

  /** Returns the state of the key, by one query. */
  Status find(UUID keyId) {
    try {
      return postgres
          .sql(FIND)
          .param("keyText", keyId.toString())
          .param("keyId", keyId)
          .query((row, _) -> status(row))
          .single();
    } catch (DataAccessException unavailable) {
      LOG.warn("cannot read API keys from PostgreSQL: {}", unavailable.getMessage());
      return new Status.Unknown();
    }
  }

  private static Status status(ResultSet row) throws SQLException {
    if (!row.getBoolean("is_known")) {
      return new Status.Unknown();
    }
    if (!row.getBoolean("is_there")) {
      return new Status.Unheard();
    }
    // A role of a later version grants nothing in this version.
    Optional<Role> role = Role.ofLabel(row.getString("role"));
    return row.getBoolean("is_good") && role.isPresent()
        ? new Status.Good(
            new ApiKeyCheck.GoodKey(
                row.getString("label"), role.get(), row.getString("secret_hash")))
        : new Status.Worthless();
  }

  /** Returns all keys, newest first. */
  List<ListedKey> list(PageRequest page) {
    return new Listing(LIST).read(postgres, page.after(), page.fetchSize(), (row, _) -> read(row));
  }

  private static ListedKey read(ResultSet row) throws SQLException {
    Columns columns = new Columns(row);
    return new ListedKey(
        columns.uuid("id"),
        columns.text("label"),
        columns.text("role"),
        columns.text("issued_by"),
        columns.instant("created_at"),
        columns.instantOrNull("expires_at"),
        columns.instantOrNull("revoked_at"));
  }
}
