/** The limits on the requests of each client, counted in Redis for all instances. */
@NullMarked
package io.cogniscribe.command.limit;

import org.jspecify.annotations.NullMarked;
