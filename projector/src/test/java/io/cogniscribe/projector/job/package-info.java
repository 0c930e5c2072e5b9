/** Specifications of the jobs projection. */
@NullMarked
package io.cogniscribe.projector.job;

import org.jspecify.annotations.NullMarked;
