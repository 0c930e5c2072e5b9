/** Specifications of the projections of sessions. */
@NullMarked
package io.cogniscribe.projections.session;

import org.jspecify.annotations.NullMarked;
