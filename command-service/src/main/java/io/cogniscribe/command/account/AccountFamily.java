package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.command.engine.AuditPolicy;
import io.cogniscribe.command.engine.DerivedIds;
import io.cogniscribe.command.engine.Family;
import io.cogniscribe.command.engine.NoticeWriter;
import io.cogniscribe.command.engine.Versioned;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.SchemaHistory;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Wires accounts and names into the engine. Their notices are commands to each other. */
public final class AccountFamily {

  private AccountFamily() {}

  /** The family of accounts. */
  public static Family<AccountCommand, AccountEvent, AccountNotice, AccountState> create() {
    AvroCodec<CommandEnvelope<AccountCommand>> commands = Codecs.accountCommands();
    return new Family<>(
        "account",
        Topics.ACCOUNT_COMMANDS,
        Topics.ACCOUNT_EVENTS,
        Topics.ACCOUNT_OUTCOMES,
        Topics.ACCOUNT_COMMANDS,
        commands,
        Codecs.accountEvents(),
        AvroCodec.ofEnvelope(
            Versioned.class,
            AccountState.class,
            SchemaHistory.load(AccountFamily.class, "account-state")),
        new AccountDecider(),
        steps(commands),
        audit());
  }

  /** The next step acts for whoever asked for the first one. */
  private static NoticeWriter<AccountCommand, AccountNotice> steps(
      AvroCodec<CommandEnvelope<AccountCommand>> codec) {
    return (notice, index, cause, position, recordedAt) -> {
      CommandEnvelope<AccountCommand> step =
          new CommandEnvelope<>(
              DerivedIds.of(cause.commandId(), "step", index, recordedAt),
              notice.aggregateId(),
              cause.actor(),
              recordedAt,
              null,
              null,
              cause.correlationId(),
              cause.clientAddress(),
              cause.userAgent(),
              notice.command());
      return new NoticeWriter.Notice(notice.aggregateId(), Bytes.wrap(codec.encode(step)));
    };
  }

  private static AuditPolicy<AccountCommand, AccountState> audit() {
    return (command, state) ->
        switch (command.payload()) {
          // The answer to a claim is audited only where it settles the registration.
          case AccountCommand.Register _, AccountCommand.AnswerClaim _ ->
              attempt("register", command, command.aggregateId(), null);
          case AccountCommand.RecordLogin login ->
              attempt(
                  "login",
                  command,
                  state instanceof AccountState.Active ? command.aggregateId() : null,
                  login.code());
          case AccountCommand.ClaimName _, AccountCommand.ReleaseName _ -> Optional.empty();
        };
  }

  private static Optional<AuditPolicy.Attempt> attempt(
      String action,
      CommandEnvelope<AccountCommand> command,
      @Nullable UUID userId,
      @Nullable String failureCode) {
    return Optional.of(
        new AuditPolicy.Attempt(action, "user", command.aggregateId(), userId, failureCode));
  }
}
