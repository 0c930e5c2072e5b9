/**
 * The progress projection into Redis: the progress of each job, and how many jobs there are by
 * status.
 */
@NullMarked
package io.cogniscribe.projections.progress;

import org.jspecify.annotations.NullMarked;
