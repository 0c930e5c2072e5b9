/**
 * The topics of the log: names, partitions, settings, and the check at boot that nothing would
 * break them.
 */
@NullMarked
package io.cogniscribe.topic;

import org.jspecify.annotations.NullMarked;
