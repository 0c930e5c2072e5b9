package io.cogniscribe.projections.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Refusal;
import java.util.List;
import java.util.UUID;

/**
 * What a batch changes.
 *
 * @param removed stored rows that are gone, or come again in {@code written}
 * @param written rows that are new, or other than before
 */
public record UserChanges(
    List<UUID> removed,
    List<UserRow> written,
    List<Refusal<RecordedEvent<AccountEvent>>> refusals) {}
