/** What the specifications of this module are told with: a log to write, and loops that read it. */
@NullMarked
package io.cogniscribe.projections.kit;

import org.jspecify.annotations.NullMarked;
