@NullMarked
package io.cogniscribe.replay.verify;

import org.jspecify.annotations.NullMarked;
