/** The deciders of accounts and names: registration as claims that no two accounts can both win. */
@NullMarked
package io.cogniscribe.command.account;

import org.jspecify.annotations.NullMarked;
