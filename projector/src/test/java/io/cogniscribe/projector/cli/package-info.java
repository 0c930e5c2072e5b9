/** Specifications of the command line. */
@NullMarked
package io.cogniscribe.projector.cli;

import org.jspecify.annotations.NullMarked;
