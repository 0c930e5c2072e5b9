@NullMarked
package io.cogniscribe.projector.archive;

import org.jspecify.annotations.NullMarked;
