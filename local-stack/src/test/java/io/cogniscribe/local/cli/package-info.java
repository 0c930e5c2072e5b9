/** Specifications of the command line. */
@NullMarked
package io.cogniscribe.local.cli;

import org.jspecify.annotations.NullMarked;
