/** The account aggregate type: the commands and events of accounts and names. */
@NullMarked
package io.cogniscribe.account;

import org.jspecify.annotations.NullMarked;
