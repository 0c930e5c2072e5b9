/** The HTTP API of API keys. */
@NullMarked
package io.cogniscribe.command.apikey;

import org.jspecify.annotations.NullMarked;
