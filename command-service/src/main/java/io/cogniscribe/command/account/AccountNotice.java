package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import java.util.UUID;

/** A command from one aggregate of the account family to another: a step of a registration. */
public record AccountNotice(UUID aggregateId, AccountCommand command) {}
