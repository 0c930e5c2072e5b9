/** The HTTP API of programs' keys. */
@NullMarked
package io.cogniscribe.command.apikey;

import org.jspecify.annotations.NullMarked;
