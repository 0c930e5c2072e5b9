package io.cogniscribe.projector.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projector.engine.Refusal;
import java.util.List;
import java.util.UUID;

/**
 * What a batch changes.
 *
 * @param registered new rows
 * @param withoutUsername stored rows whose username another account has taken since
 * @param withoutEmail stored rows whose e-mail address another account has taken since
 */
record UserChanges(
    List<UserRow> registered,
    List<UUID> withoutUsername,
    List<UUID> withoutEmail,
    List<Refusal<RecordedEvent<AccountEvent>>> refusals) {}
