/** Accounts, their names and sessions: the decider, the rules and the HTTP API. */
@NullMarked
package io.cogniscribe.command.account;

import org.jspecify.annotations.NullMarked;
