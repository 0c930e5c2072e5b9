package io.cogniscribe.query.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open session.
 *
 * @param current whether it is the session of the request
 */
record Session(
    UUID sessionId,
    Instant openedAt,
    Instant expiresAt,
    @Nullable String clientAddress,
    @Nullable String userAgent,
    boolean current) {}
