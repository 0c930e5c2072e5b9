/** Waiting reads on their own. */
@NullMarked
package io.cogniscribe.query.consistency;

import org.jspecify.annotations.NullMarked;
