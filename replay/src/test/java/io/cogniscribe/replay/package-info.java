/** Boundaries of the packages. */
@NullMarked
package io.cogniscribe.replay;

import org.jspecify.annotations.NullMarked;
