/** The HTTP edge that all features share: requests, retries, limits, answers and refusals. */
@NullMarked
package io.cogniscribe.command.edge;

import org.jspecify.annotations.NullMarked;
