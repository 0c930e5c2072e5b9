/** Tests of the service on real stores, in which tests write the rows in place of the projector. */
@NullMarked
package io.cogniscribe.query;

import org.jspecify.annotations.NullMarked;
