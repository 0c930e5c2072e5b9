/** Tests of the jobs projection. */
@NullMarked
package io.cogniscribe.projections.job;

import org.jspecify.annotations.NullMarked;
