package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import java.util.UUID;

/** A command from one aggregate of accounts and names to another: a step of a registration. */
public record AccountMessage(UUID aggregateId, AccountCommand command) {}
