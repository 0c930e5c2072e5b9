/** Copies of the log in files: written, checked, and written back into an empty cluster. */
@NullMarked
package io.cogniscribe.replay.archive;

import org.jspecify.annotations.NullMarked;
