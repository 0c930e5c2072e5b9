/** Specifications of the projection of keys of programs. */
@NullMarked
package io.cogniscribe.projector.apikey;

import org.jspecify.annotations.NullMarked;
