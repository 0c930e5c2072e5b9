/** The service on real stores, filled by the tests in the place of the projector. */
@NullMarked
package io.cogniscribe.query;

import org.jspecify.annotations.NullMarked;
