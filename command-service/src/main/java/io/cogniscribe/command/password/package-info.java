/** How passwords are hashed, for whoever has or measures them. */
@NullMarked
package io.cogniscribe.command.password;

import org.jspecify.annotations.NullMarked;
