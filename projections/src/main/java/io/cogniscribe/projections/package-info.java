/** The catalogue of all projections. */
@NullMarked
package io.cogniscribe.projections;

import org.jspecify.annotations.NullMarked;
