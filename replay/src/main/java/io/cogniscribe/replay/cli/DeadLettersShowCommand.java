package io.cogniscribe.replay.cli;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.replay.deadletter.DeadLetterLog;
import io.cogniscribe.replay.deadletter.Original;
import io.cogniscribe.replay.deadletter.Originals;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.topic.DeadLetter;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Shows a dead letter: the reason, the size and digest of its command, its type and "
            + "ids if this version can decode it, and whether it can be sent again. Shows no "
            + "personal data, and changes nothing.",
    exitCodeList = "1:there is no such dead letter",
    footer = {"  ./cogniscribe replay dead-letters show jobs.commands-3@42"})
final class DeadLettersShowCommand extends ReportingCommand {

  @Parameters(
      paramLabel = "TOPIC-PARTITION@OFFSET",
      description = "The position of the command, as 'list' shows it.")
  private String id = "";

  /** The ids and type of a command. */
  record CommandIds(
      String type, UUID commandId, UUID aggregateId, String actorKind, Instant issuedAt) {

    static CommandIds of(CommandEnvelope<?> command) {
      return new CommandIds(
          command.type(),
          command.commandId(),
          command.aggregateId(),
          command.actor().kind().name().toLowerCase(Locale.ROOT),
          command.issuedAt());
    }
  }

  /**
   * The result.
   *
   * @param at the time when the letter was written
   * @param bytes the size of the command; null when it was never read
   * @param refusal the reason why it cannot be sent again; null when it can
   * @param command null when it cannot be sent again
   */
  record Shown(
      String record,
      String code,
      String error,
      Instant at,
      @Nullable Long bytes,
      @Nullable String sha256,
      boolean isSigned,
      @Nullable String refusal,
      @Nullable CommandIds command) {

    String words() {
      return """
      %s: %s
      %s
      written %s
      %s bytes, SHA-256 %s; the actor is %ssigned
      %s
      """
          .formatted(
              record,
              code,
              error,
              at,
              bytes == null ? "unknown" : "%,d".formatted(bytes),
              sha256 == null ? "unknown" : sha256,
              isSigned ? "" : "not ",
              command == null
                  ? "it cannot be resubmitted: " + refusal
                  : "%s, command %s of aggregate %s, from a %s at %s; it can be resubmitted"
                      .formatted(
                          command.type(),
                          command.commandId(),
                          command.aggregateId(),
                          command.actorKind(),
                          command.issuedAt()));
    }
  }

  @Override
  ExitCode execute() {
    Coordinates wanted = parsed(id, DeadLettersShowCommand::id);
    KafkaSource kafka = tools().kafka();
    DeadLetterLog.Stored stored =
        new DeadLetterLog(new LogReader(kafka)).find(Set.of(wanted)).get(wanted);
    if (stored == null) {
      note(id + " is not a dead letter. See 'dead-letters list'.");
      return ExitCode.FAILED;
    }
    try (Originals originals = new Originals(kafka)) {
      Shown shown = shown(stored, originals.find(stored));
      print(shown, shown.words());
    }
    return ExitCode.OK;
  }

  /**
   * Parses the id of a letter.
   *
   * @throws IllegalArgumentException when it is not the position of a command
   */
  static Coordinates id(String text) {
    return Coordinates.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                ("'%s' is not the position of a command. Write it as 'dead-letters list' "
                        + "does: jobs.commands-3@42")
                    .formatted(text)));
  }

  private static Shown shown(DeadLetterLog.Stored stored, Original original) {
    DeadLetter letter = stored.letter();
    return new Shown(
        stored.id().toString(),
        letter.code(),
        letter.error(),
        stored.at(),
        letter.size(),
        letter.sha256(),
        letter.signature() != null,
        original instanceof Original.Refused refused ? refused.reason() : null,
        original instanceof Original.Found whole ? CommandIds.of(whole.command()) : null);
  }
}
