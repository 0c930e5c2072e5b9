package io.cogniscribe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.message.Violation;
import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Binds the schema of outcomes to classes of other names: the bytes stay the same. */
final class RenamedClassesTest {

  private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00.123456Z");
  private static final CommandPosition POSITION = new CommandPosition("jobs.commands", 3, 1042);
  private static final SchemaHistory HISTORY = SchemaHistory.load(Codecs.class, "outcome");

  /** {@link Outcome} under another name. */
  public record Verdict(
      UUID commandId,
      UUID aggregateId,
      Actor actor,
      CommandPosition position,
      Instant recordedAt,
      @Nullable String fingerprint,
      Answer result) {}

  /** {@link Outcome.Result} under other names, in another order. */
  public sealed interface Answer {

    @WireName("Pending")
    record Later() implements Answer {}

    @WireName("Rejected")
    record No(Outcome.Reason reason, String code, String message, List<Violation> violations)
        implements Answer {}

    @WireName("Accepted")
    record Yes(long version, String status) implements Answer {}
  }

  /** {@link Outcome} with a variant that has no name on the wire. */
  public record Unnamed(
      UUID commandId,
      UUID aggregateId,
      Actor actor,
      CommandPosition position,
      Instant recordedAt,
      @Nullable String fingerprint,
      UnnamedAnswer result) {}

  /** Three variants; the first has no name. */
  public sealed interface UnnamedAnswer {

    record Pending() implements UnnamedAnswer {}

    @WireName("Rejected")
    record No(Outcome.Reason reason, String code, String message, List<Violation> violations)
        implements UnnamedAnswer {}

    @WireName("Accepted")
    record Yes(long version, String status) implements UnnamedAnswer {}
  }

  @Test
  void writesAndReadsTheSameBytesWhenClassesAreRenamed() {
    AvroCodec<Verdict> renamed = AvroCodec.of(Verdict.class, HISTORY);
    assertSame(renamed, new Outcome.Accepted(3, "completed"), new Answer.Yes(3, "completed"));
    assertSame(
        renamed,
        new Outcome.Rejected(Outcome.Reason.CONFLICT, "code", "words", List.of()),
        new Answer.No(Outcome.Reason.CONFLICT, "code", "words", List.of()));
    assertSame(renamed, new Outcome.Pending(), new Answer.Later());
  }

  @Test
  void namesTheEventByItsWireNameWhenItsClassIsRenamed() {
    Answer.Yes payload = new Answer.Yes(3, "completed");

    assertThat(
            new RecordedEvent<>(ID, ID, 1, AT, AT, Actor.SYSTEM, ID, ID, POSITION, payload).type())
        .isEqualTo("Accepted");
  }

  @Test
  void failsAtTheStartWhenAVariantHasNoWireName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AvroCodec.of(Unnamed.class, HISTORY))
        .withMessageContaining("Pending has no @WireName");
  }

  private static void assertSame(AvroCodec<Verdict> renamed, Outcome.Result before, Answer after) {
    Outcome outcome = new Outcome(ID, ID, Actor.user(ID), POSITION, AT, "cafe", before);
    Verdict verdict = new Verdict(ID, ID, Actor.user(ID), POSITION, AT, "cafe", after);

    byte[] bytes = Codecs.outcomes().encode(outcome);

    assertThat(renamed.encode(verdict)).isEqualTo(bytes);
    assertThat(renamed.decode(bytes)).isEqualTo(verdict);
  }
}
