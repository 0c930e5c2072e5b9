/** The usage projection: the totals of a user's jobs in a month. */
@NullMarked
package io.cogniscribe.projections.usage;

import org.jspecify.annotations.NullMarked;
