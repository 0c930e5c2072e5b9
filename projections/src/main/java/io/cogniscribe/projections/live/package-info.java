/**
 * The live projection into Redis: the progress of each job, and how many jobs there are by status.
 */
@NullMarked
package io.cogniscribe.projections.live;

import org.jspecify.annotations.NullMarked;
