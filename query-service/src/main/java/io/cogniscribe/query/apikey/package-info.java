/** Keys of programs: whether a request's is good, and which ones there are. */
@NullMarked
package io.cogniscribe.query.apikey;

import org.jspecify.annotations.NullMarked;
