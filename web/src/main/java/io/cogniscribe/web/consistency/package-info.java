/** Messages between services about consistency tokens. */
@NullMarked
package io.cogniscribe.web.consistency;

import org.jspecify.annotations.NullMarked;
