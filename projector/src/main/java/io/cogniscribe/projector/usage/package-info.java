/** The usage projection: what a user's jobs added up to in a month. */
@NullMarked
package io.cogniscribe.projector.usage;

import org.jspecify.annotations.NullMarked;
