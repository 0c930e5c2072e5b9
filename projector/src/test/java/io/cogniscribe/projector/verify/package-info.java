@NullMarked
package io.cogniscribe.projector.verify;

import org.jspecify.annotations.NullMarked;
