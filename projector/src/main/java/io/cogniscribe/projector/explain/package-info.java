/** Explains a number: which events of the log made it, step by step. */
@NullMarked
package io.cogniscribe.projector.explain;

import org.jspecify.annotations.NullMarked;
