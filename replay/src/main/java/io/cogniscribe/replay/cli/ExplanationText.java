package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.explain.ActiveState;
import io.cogniscribe.replay.explain.Explanation;
import io.cogniscribe.replay.explain.Step;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats an explanation as text. */
final class ExplanationText {

  private ExplanationText() {}

  static String of(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d events %s, found by reading %,d offsets of %s%n"
            .formatted(
                explanation.subject(),
                explanation.events(),
                explanation.kinds(),
                explanation.read().values().stream().mapToLong(Long::longValue).sum(),
                explanation.read().keySet()));
    if (explanation.events() == 0) {
      text.append("The log has no events of it.%n".formatted());
    }
    if (explanation.leftOut() > 0) {
      text.append(
          "%,d older events are folded but not listed; --all lists them%n"
              .formatted(explanation.leftOut()));
    }
    explanation.steps().forEach(step -> text.append(step(step)));
    text.append("log  %s%n".formatted(row(explanation.row())));
    return text.append(verdict(explanation.active())).toString();
  }

  private static String step(Step step) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s %s"
            .formatted(
                step.at(),
                step.recordedAt() == null ? "" : step.recordedAt(),
                step.event() == null ? "unreadable" : step.event()));
    text.append(" of %s".formatted(step.stream()));
    Step.Command command = step.command();
    if (command != null) {
      text.append(
          " by %s %s, command %s%s at %s"
              .formatted(
                  step.actorKind(),
                  step.actorId(),
                  command.type() == null ? "" : command.type() + " ",
                  command.id(),
                  command.at()));
    }
    text.append(System.lineSeparator());
    if (step.notApplied() != null) {
      text.append("  not applied: %s%n".formatted(step.notApplied()));
    }
    for (Step.Change change : step.changes()) {
      text.append("  %s: %s%n".formatted(change.column(), values(change)));
    }
    return text.toString();
  }

  private static String values(Step.Change change) {
    return change.before() == null && change.after() != null
        ? value(change.after())
        : value(change.before()) + " -> " + value(change.after());
  }

  private static String verdict(ActiveState.Verdict active) {
    StringBuilder text = new StringBuilder();
    if (active.equal() == null) {
      return "the active generation could not be compared: %s".formatted(active.reason());
    }
    text.append("active %s%n".formatted(row(active.row())));
    if (active.unread() > 0) {
      text.append(
          "the projector has not applied %,d of the events yet%n".formatted(active.unread()));
    }
    if (active.parked() > 0) {
      text.append(
          "the projector has parked %,d of the records. See 'replay parked list'.%n"
              .formatted(active.parked()));
    }
    return text.append(
            active.equal()
                ? "equal, at the active position"
                : "NOT EQUAL, at the active position: " + active.differing())
        .toString();
  }

  private static String row(Map<String, @Nullable Object> row) {
    return row.isEmpty()
        ? "no row"
        : row.entrySet().stream()
            .map(column -> column.getKey() + "=" + value(column.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> '"' + text.replace("\n", "\\n") + '"';
      default -> value.toString();
    };
  }
}
