package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Source;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Selects events of a topic.
 *
 * @param source the topic, read as the projection reads it; records that the projection would park
 *     are reported as parked
 * @param streams the aggregates whose events are needed; empty when any aggregate may have some
 * @param wanted accepts the events to select
 * @param <E> the facts taken from an event
 */
public record Events<E>(Source<TakenFact<E>> source, Set<UUID> streams, Predicate<E> wanted) {}
