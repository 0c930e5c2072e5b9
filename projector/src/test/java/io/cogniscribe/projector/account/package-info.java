/** Specifications of the users projection. */
@NullMarked
package io.cogniscribe.projector.account;

import org.jspecify.annotations.NullMarked;
