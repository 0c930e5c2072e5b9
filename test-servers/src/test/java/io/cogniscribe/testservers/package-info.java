/** Tests of the boundaries of packages. */
@NullMarked
package io.cogniscribe.testservers;

import org.jspecify.annotations.NullMarked;
