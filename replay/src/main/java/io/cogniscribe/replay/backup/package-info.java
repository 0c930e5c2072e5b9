/**
 * Backups of the tables and of Redis with the servers' own tools. Both can also be rebuilt from the
 * log.
 */
@NullMarked
package io.cogniscribe.replay.backup;

import org.jspecify.annotations.NullMarked;
