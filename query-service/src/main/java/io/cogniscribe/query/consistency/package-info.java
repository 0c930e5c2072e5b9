/**
 * Reads that wait for a write (read-your-writes): a client sends its consistency token and sees the
 * effect of its command.
 */
@NullMarked
package io.cogniscribe.query.consistency;

import org.jspecify.annotations.NullMarked;
