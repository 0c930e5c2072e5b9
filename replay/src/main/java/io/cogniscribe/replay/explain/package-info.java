/** Explains a number: which events of the log made it, step by step. */
@NullMarked
package io.cogniscribe.replay.explain;

import org.jspecify.annotations.NullMarked;
