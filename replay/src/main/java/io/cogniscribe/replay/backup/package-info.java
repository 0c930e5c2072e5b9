/** Backups of the tables and of Redis by the servers' own tools; the log needs neither. */
@NullMarked
package io.cogniscribe.replay.backup;

import org.jspecify.annotations.NullMarked;
