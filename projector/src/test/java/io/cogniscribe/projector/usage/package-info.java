/** Specifications of the usage projection. */
@NullMarked
package io.cogniscribe.projector.usage;

import org.jspecify.annotations.NullMarked;
