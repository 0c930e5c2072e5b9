/** Tests of the HTTP API of the whole service. */
@NullMarked
package io.cogniscribe.command.api;

import org.jspecify.annotations.NullMarked;
