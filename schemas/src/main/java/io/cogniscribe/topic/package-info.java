/** The topics of the log: names, partitions and settings, and their check at start. */
@NullMarked
package io.cogniscribe.topic;

import org.jspecify.annotations.NullMarked;
