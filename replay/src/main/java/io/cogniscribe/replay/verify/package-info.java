/**
 * Compares rows and keys with the log, aggregate by aggregate, without a rebuild, and repairs
 * single ones.
 */
@NullMarked
package io.cogniscribe.replay.verify;

import org.jspecify.annotations.NullMarked;
