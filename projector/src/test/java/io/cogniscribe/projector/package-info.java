/** Tests of the projector as a whole. */
@NullMarked
package io.cogniscribe.projector;

import org.jspecify.annotations.NullMarked;
