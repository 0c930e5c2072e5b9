/** The users projection: who has an account. */
@NullMarked
package io.cogniscribe.projections.account;

import org.jspecify.annotations.NullMarked;
