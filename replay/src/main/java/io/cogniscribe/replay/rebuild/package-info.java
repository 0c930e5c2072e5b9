/**
 * Folds the log anew beside the running projections, proves that both are equal, and swaps them.
 */
@NullMarked
package io.cogniscribe.replay.rebuild;

import org.jspecify.annotations.NullMarked;
