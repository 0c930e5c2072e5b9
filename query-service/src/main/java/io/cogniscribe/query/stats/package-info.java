/** Number of jobs by status. */
@NullMarked
package io.cogniscribe.query.stats;

import org.jspecify.annotations.NullMarked;
