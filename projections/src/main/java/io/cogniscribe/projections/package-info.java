/** The projections that there are. */
@NullMarked
package io.cogniscribe.projections;

import org.jspecify.annotations.NullMarked;
