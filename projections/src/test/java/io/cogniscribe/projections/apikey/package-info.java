/** Specifications of the projection of keys of programs. */
@NullMarked
package io.cogniscribe.projections.apikey;

import org.jspecify.annotations.NullMarked;
