/** The users projection: the registered accounts. */
@NullMarked
package io.cogniscribe.projections.account;

import org.jspecify.annotations.NullMarked;
