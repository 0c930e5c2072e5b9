/** What holds for the module as a whole. */
@NullMarked
package io.cogniscribe.local;

import org.jspecify.annotations.NullMarked;
