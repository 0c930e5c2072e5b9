/** Specifications of hashes. */
@NullMarked
package io.cogniscribe.command.password;

import org.jspecify.annotations.NullMarked;
