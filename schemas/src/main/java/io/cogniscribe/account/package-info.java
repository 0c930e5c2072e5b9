/**
 * The account aggregate type: what may be asked of an account or a name, and what can have happened
 * to it.
 */
@NullMarked
package io.cogniscribe.account;

import org.jspecify.annotations.NullMarked;
