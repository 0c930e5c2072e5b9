/** Reads the dead letters of the command path and sends their commands again. */
@NullMarked
package io.cogniscribe.replay.deadletter;

import org.jspecify.annotations.NullMarked;
