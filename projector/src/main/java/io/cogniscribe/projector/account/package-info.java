/** The users projection: who has an account. */
@NullMarked
package io.cogniscribe.projector.account;

import org.jspecify.annotations.NullMarked;
