/**
 * Projections into Redis: keys, positions and parked pointers of each change in one script, guarded
 * by the positions that are stored beside the keys.
 */
@NullMarked
package io.cogniscribe.projections.redis;

import org.jspecify.annotations.NullMarked;
