/** Builds read models from the log while the projector runs, compares both, and swaps them. */
@NullMarked
package io.cogniscribe.replay.rebuild;

import org.jspecify.annotations.NullMarked;
