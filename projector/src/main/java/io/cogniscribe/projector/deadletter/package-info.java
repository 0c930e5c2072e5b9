/** Dead letters of the command path: reading them, and sending their commands again. */
@NullMarked
package io.cogniscribe.projector.deadletter;

import org.jspecify.annotations.NullMarked;
