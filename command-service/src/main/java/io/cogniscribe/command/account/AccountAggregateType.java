package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.command.engine.ActorProof;
import io.cogniscribe.command.engine.Admission;
import io.cogniscribe.command.engine.AggregateType;
import io.cogniscribe.command.engine.AuditPolicy;
import io.cogniscribe.command.engine.MessageWriter;
import io.cogniscribe.command.engine.Versioned;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.ActorSignatures;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.SchemaHistory;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Connects accounts and names to the engine. Their outgoing messages are commands to each other.
 */
public final class AccountAggregateType {

  private AccountAggregateType() {}

  /**
   * Returns the aggregate type of accounts. Only the edge and accounts themselves send it commands.
   */
  public static AggregateType<AccountCommand, AccountEvent, AccountMessage, AccountState> create(
      ActorProof proof) {
    AvroCodec<CommandEnvelope<AccountCommand>> commands = Codecs.accountCommands();
    return new AggregateType<>(
        "account",
        2,
        Topics.ACCOUNT_COMMANDS,
        Topics.ACCOUNT_EVENTS,
        Topics.ACCOUNT_OUTCOMES,
        Topics.ACCOUNT_COMMANDS,
        commands,
        Codecs.accountEvents(),
        AvroCodec.ofEnvelope(
            Versioned.class,
            AccountState.class,
            SchemaHistory.load(AccountAggregateType.class, "account-state")),
        new AccountDecider(),
        steps(commands, proof.signatures()),
        audit(),
        new Admission<>(proof, _ -> false, null),
        AccountState.Active.class::isInstance);
  }

  /** Returns the writer of the next steps, which have the actor of the first one. */
  private static MessageWriter<AccountCommand, AccountMessage> steps(
      AvroCodec<CommandEnvelope<AccountCommand>> codec, ActorSignatures signatures) {
    return (message, index, cause) -> {
      CommandEnvelope<AccountCommand> first = cause.command();
      CommandEnvelope<AccountCommand> step =
          new CommandEnvelope<>(
              cause.derivedId("step", index),
              message.aggregateId(),
              first.actor(),
              cause.recordedAt(),
              null,
              null,
              first.correlationId(),
              first.clientAddress(),
              first.userAgent(),
              message.command());
      byte[] value = codec.encode(step);
      byte[] signature =
          signatures.sign(Topics.ACCOUNT_COMMANDS, Keys.of(message.aggregateId()), value);
      return new MessageWriter.OutgoingMessage(
          message.aggregateId(), Bytes.wrap(value), Bytes.wrap(signature));
    };
  }

  /**
   * Returns the audit policy. An answer to a claim is audited only if it settles the person's
   * request.
   */
  private static AuditPolicy<AccountCommand, AccountState> audit() {
    return (command, before, after) ->
        switch (command.payload()) {
          case AccountCommand.Register _ -> ofAccount("register", command);
          case AccountCommand.AnswerClaim _ ->
              ofAccount(
                  before instanceof AccountState.Active ? "email_change" : "register", command);
          case AccountCommand.OpenSession _ -> ofAccount("login", command);
          case AccountCommand.RecordLogin login ->
              attempt(
                  "login",
                  command,
                  after instanceof AccountState.Active ? command.aggregateId() : null,
                  login.code());
          case AccountCommand.CloseSession _ -> ofAccount("logout", command);
          case AccountCommand.CloseSessions _ -> ofAccount("logout_all", command);
          case AccountCommand.ChangePassword _ -> ofAccount("password_change", command);
          case AccountCommand.ChangeEmail _ -> ofAccount("email_change", command);
          case AccountCommand.Deactivate _ -> ofAccount("deactivate", command);
          case AccountCommand.Reactivate _ -> ofAccount("reactivate", command);
          case AccountCommand.DeleteAccount _ -> ofAccount("account_delete", command);
          case AccountCommand.ChangeRoles _ -> ofAccount("roles_change", command);
          case AccountCommand.IssueApiKey _ -> ofKey("api_key_issue", command);
          case AccountCommand.RevokeApiKey _ -> ofKey("api_key_revoke", command);
          case AccountCommand.RecordAccess access ->
              Optional.of(
                  new AuditPolicy.Attempt(
                      access.action(),
                      access.resourceType(),
                      access.resourceId(),
                      access.userId(),
                      access.code(),
                      access.details(),
                      null));
          case AccountCommand.RecordSkip(var skipped) ->
              Optional.of(AuditPolicy.Attempt.ofSkip(skipped));
          case AccountCommand.ClaimName _, AccountCommand.ReleaseName _ -> Optional.empty();
        };
  }

  private static Optional<AuditPolicy.Attempt> ofAccount(
      String action, CommandEnvelope<AccountCommand> command) {
    return attempt(action, command, command.aggregateId(), null);
  }

  private static Optional<AuditPolicy.Attempt> ofKey(
      String action, CommandEnvelope<AccountCommand> command) {
    return Optional.of(
        new AuditPolicy.Attempt(action, "api_key", command.aggregateId().toString(), null, null));
  }

  private static Optional<AuditPolicy.Attempt> attempt(
      String action,
      CommandEnvelope<AccountCommand> command,
      @Nullable UUID userId,
      @Nullable String failureCode) {
    return Optional.of(
        new AuditPolicy.Attempt(
            action, "user", command.aggregateId().toString(), userId, failureCode));
  }
}
