/** How child processes live and die. */
@NullMarked
package io.cogniscribe.local.process;

import org.jspecify.annotations.NullMarked;
