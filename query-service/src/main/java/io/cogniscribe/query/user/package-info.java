/** Accounts, as their holders see them. */
@NullMarked
package io.cogniscribe.query.user;

import org.jspecify.annotations.NullMarked;
