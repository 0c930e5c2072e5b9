/** The development stack: its main class. */
@NullMarked
package io.cogniscribe.local;

import org.jspecify.annotations.NullMarked;
