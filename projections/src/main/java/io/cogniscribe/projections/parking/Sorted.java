package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import java.util.List;

/**
 * A batch, sorted into what may be applied and what has to be set aside.
 *
 * @param behind the streams of those that are set aside only because an earlier one is
 */
public record Sorted<E>(
    List<Decoded.Event<E>> events, List<ParkedEvent> parked, List<ParkedStream> behind) {}
