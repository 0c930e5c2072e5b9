package io.cogniscribe.projections.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Refusal;
import java.util.List;
import java.util.UUID;

/**
 * The changes of a batch.
 *
 * @param removed stored rows to delete; {@code written} may contain a new version of them
 * @param written new or changed rows
 */
public record UserChanges(
    List<UUID> removed,
    List<UserRow> written,
    List<Refusal<RecordedEvent<AccountEvent>>> refusals) {}
