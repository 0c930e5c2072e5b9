/** The envelopes that every command, event and outcome travels in. */
@NullMarked
package io.cogniscribe.message;

import org.jspecify.annotations.NullMarked;
