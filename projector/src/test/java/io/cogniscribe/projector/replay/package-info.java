@NullMarked
package io.cogniscribe.projector.replay;

import org.jspecify.annotations.NullMarked;
