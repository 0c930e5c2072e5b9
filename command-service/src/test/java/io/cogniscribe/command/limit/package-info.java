/** Tests of the limits on a real Redis. */
@NullMarked
package io.cogniscribe.command.limit;

import org.jspecify.annotations.NullMarked;
