/**
 * The environment variables of all services and command-line tools, and the start of a service,
 * which reports a wrong variable in one line.
 */
@NullMarked
package io.cogniscribe.settings;

import org.jspecify.annotations.NullMarked;
