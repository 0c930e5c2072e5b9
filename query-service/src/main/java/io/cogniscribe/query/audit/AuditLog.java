package io.cogniscribe.query.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of audit_logs.
 *
 * @param userId user whose data it concerned; null if unknown
 * @param code reason of a refusal; null on success
 */
record AuditLog(
    UUID id,
    @Nullable UUID userId,
    String actorKind,
    String actorId,
    String action,
    String resourceType,
    @Nullable String resourceId,
    @Nullable String ipAddress,
    @Nullable String userAgent,
    String status,
    @Nullable String code,
    @Nullable String details,
    @Nullable String errorMessage,
    UUID correlationId,
    Instant createdAt) {}
