/** Specifications of the HTTP edge. */
@NullMarked
package io.cogniscribe.command.http;

import org.jspecify.annotations.NullMarked;
