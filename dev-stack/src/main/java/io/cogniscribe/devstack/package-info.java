/** Main class of the development stack. */
@NullMarked
package io.cogniscribe.devstack;

import org.jspecify.annotations.NullMarked;
