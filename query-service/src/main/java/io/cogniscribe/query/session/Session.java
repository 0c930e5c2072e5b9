package io.cogniscribe.query.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session that is open.
 *
 * @param current whether the request belongs to it
 */
record Session(
    UUID sessionId,
    Instant openedAt,
    Instant expiresAt,
    @Nullable String clientAddress,
    @Nullable String userAgent,
    boolean current) {}
