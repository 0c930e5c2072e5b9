/** The envelopes of commands, events and outcomes. */
@NullMarked
package io.cogniscribe.message;

import org.jspecify.annotations.NullMarked;
