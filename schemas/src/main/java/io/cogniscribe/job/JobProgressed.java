package io.cogniscribe.job;

import io.cogniscribe.message.WireName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A progress report of a processing job. It is transient: it goes to a separate topic with a
 * retention of one day, does not change the version, and leaves no audit record.
 */
@WireName("JobProgressed")
public record JobProgressed(
    UUID userId, int attempt, ProgressStage stage, int percent, @Nullable String message) {}
