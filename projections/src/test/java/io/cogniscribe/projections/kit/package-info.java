/** Test fixtures: a log to write to, and loops that read it. */
@NullMarked
package io.cogniscribe.projections.kit;

import org.jspecify.annotations.NullMarked;
