/** Tests of the users projection. */
@NullMarked
package io.cogniscribe.projections.account;

import org.jspecify.annotations.NullMarked;
