/** Explains a row or counter: lists the events that made it, step by step. */
@NullMarked
package io.cogniscribe.replay.explain;

import org.jspecify.annotations.NullMarked;
