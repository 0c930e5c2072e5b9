/** Copies the log into files, checks them, and writes them into an empty cluster. */
@NullMarked
package io.cogniscribe.replay.archive;

import org.jspecify.annotations.NullMarked;
