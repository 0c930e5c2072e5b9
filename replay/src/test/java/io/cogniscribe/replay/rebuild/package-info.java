@NullMarked
package io.cogniscribe.replay.rebuild;

import org.jspecify.annotations.NullMarked;
