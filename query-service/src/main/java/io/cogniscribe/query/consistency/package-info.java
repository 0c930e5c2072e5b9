/** Reads that wait for a write: a client sends the position of its command and sees its effect. */
@NullMarked
package io.cogniscribe.query.consistency;

import org.jspecify.annotations.NullMarked;
