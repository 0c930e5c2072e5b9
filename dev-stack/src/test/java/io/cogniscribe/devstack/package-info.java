/** Tests of the module as a whole. */
@NullMarked
package io.cogniscribe.devstack;

import org.jspecify.annotations.NullMarked;
