package io.cogniscribe.devstack.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Options of a demo.
 *
 * @param rate jobs per second; 0 for no limit
 * @param inFlight number of concurrent jobs
 * @param patience time in which a write is repeated before its outcome counts as unknown
 * @param seed of the random choice of each job's life
 */
public record DemoOptions(
    int users,
    int jobs,
    double rate,
    int inFlight,
    Duration patience,
    long seed,
    Optional<Path> transcripts) {}
