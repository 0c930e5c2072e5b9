/** Accounts, for their holders and for operators. */
@NullMarked
package io.cogniscribe.query.user;

import org.jspecify.annotations.NullMarked;
