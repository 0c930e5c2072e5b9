/** The environment variables of the command-service. */
@NullMarked
package io.cogniscribe.command.settings;

import org.jspecify.annotations.NullMarked;
