/** The development stack: its main class. */
@NullMarked
package io.cogniscribe.devstack;

import org.jspecify.annotations.NullMarked;
