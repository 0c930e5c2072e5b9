package io.cogniscribe.query.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of users, without confidential columns.
 *
 * @param username null when another account has taken it since
 * @param email null when another account has taken it since
 */
record User(
    UUID id,
    @Nullable String username,
    @Nullable String email,
    List<String> roles,
    boolean isActive,
    Instant createdAt) {}
