/**
 * Compares rows with the log aggregate by aggregate, and Redis with a fold of the log, and repairs
 * the differences.
 */
@NullMarked
package io.cogniscribe.replay.verify;

import org.jspecify.annotations.NullMarked;
