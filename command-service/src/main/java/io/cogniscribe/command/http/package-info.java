/** The HTTP edge: a request becomes a command, and the command's outcome becomes the answer. */
@NullMarked
package io.cogniscribe.command.http;

import org.jspecify.annotations.NullMarked;
