/** Tests of the life cycle of child processes. */
@NullMarked
package io.cogniscribe.testservers.process;

import org.jspecify.annotations.NullMarked;
