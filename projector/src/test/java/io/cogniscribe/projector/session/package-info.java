/** Specifications of the projections of sessions. */
@NullMarked
package io.cogniscribe.projector.session;

import org.jspecify.annotations.NullMarked;
