package io.cogniscribe.query.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of users, without what nobody is to see.
 *
 * @param username null when another account has taken it since
 * @param email the same
 */
record User(
    UUID id,
    @Nullable String username,
    @Nullable String email,
    List<String> roles,
    boolean isActive,
    Instant createdAt) {}
