/** Boundaries of the packages. */
@NullMarked
package io.cogniscribe.testservers;

import org.jspecify.annotations.NullMarked;
