/** Tests of the progress projection. */
@NullMarked
package io.cogniscribe.projections.progress;

import org.jspecify.annotations.NullMarked;
