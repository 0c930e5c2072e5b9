/** How child processes live and die. */
@NullMarked
package io.cogniscribe.testservers.process;

import org.jspecify.annotations.NullMarked;
