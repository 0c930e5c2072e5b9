package io.cogniscribe.devstack.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a demo shall do.
 *
 * @param rate jobs a second; 0 for as fast as possible
 * @param inFlight how many jobs are played at once
 * @param patience how long a write is repeated before its outcome counts as unknown
 * @param seed decides what becomes of each job
 */
public record DemoOptions(
    int users,
    int jobs,
    double rate,
    int inFlight,
    Duration patience,
    long seed,
    Optional<Path> transcripts) {}
