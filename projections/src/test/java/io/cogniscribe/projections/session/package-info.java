/** Tests of the session projections. */
@NullMarked
package io.cogniscribe.projections.session;

import org.jspecify.annotations.NullMarked;
