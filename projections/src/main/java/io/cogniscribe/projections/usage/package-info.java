/** The usage projection: what a user's jobs added up to in a month. */
@NullMarked
package io.cogniscribe.projections.usage;

import org.jspecify.annotations.NullMarked;
