/** How many jobs there are, by status. */
@NullMarked
package io.cogniscribe.query.stats;

import org.jspecify.annotations.NullMarked;
