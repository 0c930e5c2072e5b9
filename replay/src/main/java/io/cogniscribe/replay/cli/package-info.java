/** The command line of the projector: the tables that it owns. */
@NullMarked
package io.cogniscribe.replay.cli;

import org.jspecify.annotations.NullMarked;
