package io.cogniscribe.query.consistency;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The position of a command, for example {@code jobs.commands:3:1042}. */
public record ConsistencyToken(String topic, int partition, long offset) {

  /** Request header that carries a token. */
  public static final String HEADER = "Consistency-Token";

  private static final Pattern FORM =
      Pattern.compile("(jobs\\.commands|auth\\.commands):([0-7]):(0|[1-9][0-9]{0,17})");

  /** Returns the token, or empty if the text is not one. */
  static Optional<ConsistencyToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new ConsistencyToken(
                form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3))))
        : Optional.empty();
  }
}
