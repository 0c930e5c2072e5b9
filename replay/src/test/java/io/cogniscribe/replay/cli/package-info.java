/** Tests of the command line. */
@NullMarked
package io.cogniscribe.replay.cli;

import org.jspecify.annotations.NullMarked;
