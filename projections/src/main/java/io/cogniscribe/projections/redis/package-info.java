/**
 * Projections into Redis. The keys, positions and parked pointers of a projection change in one
 * script, by compare-and-set of the positions.
 */
@NullMarked
package io.cogniscribe.projections.redis;

import org.jspecify.annotations.NullMarked;
