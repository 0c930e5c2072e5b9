/** Dead letters of the command path: reading them, and sending their commands again. */
@NullMarked
package io.cogniscribe.replay.deadletter;

import org.jspecify.annotations.NullMarked;
