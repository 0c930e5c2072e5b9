package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import java.util.List;

/**
 * A batch, sorted into events to apply and records to park.
 *
 * @param behind the streams of the events that are parked only because an earlier one is
 */
public record Sorted<E>(
    List<Decoded.Event<E>> events, List<ParkedEvent> parked, List<ParkedStream> behind) {}
