/** How many requests of which kind a client may send, counted in Redis for all instances. */
@NullMarked
package io.cogniscribe.command.limit;

import org.jspecify.annotations.NullMarked;
