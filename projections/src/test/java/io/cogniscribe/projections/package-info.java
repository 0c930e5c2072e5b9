/** Tests of the package boundaries. */
@NullMarked
package io.cogniscribe.projections;

import org.jspecify.annotations.NullMarked;
