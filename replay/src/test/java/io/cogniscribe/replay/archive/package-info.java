@NullMarked
package io.cogniscribe.replay.archive;

import org.jspecify.annotations.NullMarked;
