/** Tests of the usage projection. */
@NullMarked
package io.cogniscribe.projections.usage;

import org.jspecify.annotations.NullMarked;
