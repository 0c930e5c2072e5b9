/** The jobs projection: what each job is now, and its timeline. */
@NullMarked
package io.cogniscribe.projections.job;

import org.jspecify.annotations.NullMarked;
