/** What a user's jobs added up to in a month. */
@NullMarked
package io.cogniscribe.query.usage;

import org.jspecify.annotations.NullMarked;
