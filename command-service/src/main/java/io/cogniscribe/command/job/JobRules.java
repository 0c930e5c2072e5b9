package io.cogniscribe.command.job;

import static io.cogniscribe.message.ActorKind.OPERATOR;
import static io.cogniscribe.message.ActorKind.PRODUCER;
import static io.cogniscribe.message.ActorKind.USER;
import static io.cogniscribe.message.ActorKind.WORKER;

import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The permitted senders and values of commands to jobs. The edge checks them first, so that
 * commands that can never be accepted are not written to the log. The decider checks them again,
 * because producers write to the log directly.
 *
 * @param maxFileSizeBytes the size of the largest recording
 */
public record JobRules(long maxFileSizeBytes) {

  private static final Set<String> AUDIO_FORMATS =
      Set.of("wav", "mp3", "m4a", "flac", "ogg", "aac", "wma", "webm", "mp4", "mkv");
  private static final int MAX_NAME = 255;
  private static final int MAX_PATH = 500;
  private static final int MAX_SUBJECT = 255;
  private static final int MAX_MESSAGE = 500;
  private static final int MAX_ERROR_MESSAGE = 2_000;
  private static final int MAX_TRANSCRIPT_BYTES = 4 * 1024 * 1024;
  private static final int MAX_SUMMARY_BYTES = 1024 * 1024;
  private static final double MIN_SUMMARY_RATIO = 0.05;
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /** Line separators, and controls that change the apparent order of a text. */
  private static final Pattern MISLEADING =
      Pattern.compile("[\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");

  /** The roles that may send a command. */
  public enum Senders {
    /** A user may only name themselves as the owner. */
    SUBMITTERS,
    WORKERS,
    /** Of workers, only the one that started the attempt. */
    WORKER_OF_THE_JOB,
    /** Of users, only the owner. */
    OWNER;

    /** Returns the roles; a caller with several of them acts in the first. */
    public List<ActorKind> kinds() {
      return switch (this) {
        case SUBMITTERS, OWNER -> List.of(OPERATOR, PRODUCER, USER);
        case WORKERS -> List.of(WORKER);
        case WORKER_OF_THE_JOB -> List.of(WORKER, OPERATOR);
      };
    }

    /** Returns whether producers and workers may write the command to Kafka directly. */
    boolean onKafka() {
      return switch (this) {
        case SUBMITTERS, WORKERS, WORKER_OF_THE_JOB -> true;
        case OWNER -> false;
      };
    }
  }

  /**
   * The permitted senders of a command.
   *
   * @param action the name of the attempt in the audit log; null if it leaves no audit event
   */
  public record Permission(Senders senders, @Nullable String action) {}

  /** Returns the permitted senders of a command. */
  public static Permission permission(JobCommand command) {
    return switch (command) {
      case JobCommand.Submit _ -> new Permission(Senders.SUBMITTERS, "upload");
      case JobCommand.Start _ -> new Permission(Senders.WORKERS, "transcription_start");
      case JobCommand.ReportProgress _ -> new Permission(Senders.WORKER_OF_THE_JOB, null);
      case JobCommand.Complete _ ->
          new Permission(Senders.WORKER_OF_THE_JOB, "transcription_complete");
      case JobCommand.Fail _ -> new Permission(Senders.WORKER_OF_THE_JOB, "transcription_failed");
      case JobCommand.Retry _ -> new Permission(Senders.OWNER, "retry");
      case JobCommand.Cancel _ -> new Permission(Senders.OWNER, "cancel");
      case JobCommand.Delete _ -> new Permission(Senders.OWNER, "delete");
    };
  }

  /**
   * Returns the fields that break a rule; none if the command is valid.
   *
   * @param sender the role of the sender; only producers may set {@code file_path}
   */
  public List<Violation> violations(ActorKind sender, JobCommand command) {
    Checks checks = new Checks(new ArrayList<>());
    switch (command) {
      case JobCommand.Submit submit -> checkSubmission(sender, submit, checks);
      case JobCommand.ReportProgress report -> {
        checks.range("percent", report.percent(), 0, 100);
        checks.text("message", report.message(), MAX_MESSAGE);
      }
      case JobCommand.Complete result -> checkResult(result, checks);
      case JobCommand.Fail failure -> {
        checks.demand(
            ERROR_CODE.matcher(failure.errorCode()).matches(),
            "error_code",
            "must be 1-64 lower-case letters, digits or underscores, and begin with a letter");
        checks.longText("error_message", failure.errorMessage(), MAX_ERROR_MESSAGE);
      }
      case JobCommand.Start _, JobCommand.Retry _, JobCommand.Cancel _, JobCommand.Delete _ -> {}
    }
    return List.copyOf(checks.found());
  }

  /** Returns the rejection with {@code violations}. */
  public static Outcome.Rejected rejection(List<Violation> violations) {
    return new Outcome.Rejected(
        Outcome.Reason.INVALID, "validation_failed", "some fields are not valid", violations);
  }

  private void checkSubmission(ActorKind sender, JobCommand.Submit submit, Checks checks) {
    checks.fileName("filename", submit.filename());
    String original = submit.originalFilename();
    if (original != null) {
      checks.demand(!original.isBlank(), "original_filename", "must not be blank");
      checks.name("original_filename", original, MAX_NAME);
    }
    String path = submit.filePath();
    if (path != null) {
      checks.demand(sender == ActorKind.PRODUCER, "file_path", "is for producers only");
      checks.name("file_path", path, MAX_PATH);
      checks.demand(
          Checks.isRelative(path),
          "file_path",
          "must be a relative path with '/' between its parts,"
              + " without '..', a scheme, a drive or a backslash");
    }
    checks.range("file_size_bytes", submit.fileSizeBytes(), 1, maxFileSizeBytes);
    checks.demand(
        submit.summaryRatio() >= MIN_SUMMARY_RATIO && submit.summaryRatio() <= 1.0,
        "summary_ratio",
        "must be between 0.05 and 1.0");
    checks.text("subject", submit.subject(), MAX_SUBJECT);
  }

  private static void checkResult(JobCommand.Complete result, Checks checks) {
    checks.bytes("transcript_text", result.transcriptText(), MAX_TRANSCRIPT_BYTES);
    checks.bytes("summary_text", result.summaryText(), MAX_SUMMARY_BYTES);
    checks.demand(
        result.transcriptDuration() >= 0 && Double.isFinite(result.transcriptDuration()),
        "transcript_duration",
        "must be a number of seconds, 0 or more");
    checks.range("segment_count", result.segmentCount(), 0, Integer.MAX_VALUE);
    checks.demand(
        result.languageDetected() == null || LANGUAGE.matcher(result.languageDetected()).matches(),
        "language_detected",
        "must be a language tag such as en or pt-BR");
  }

  /** Collects all violations, so that a client sees them in one response. */
  private record Checks(List<Violation> found) {

    void demand(boolean holds, String field, String message) {
      if (!holds) {
        found.add(new Violation(field, message));
      }
    }

    void range(String field, long value, long min, long max) {
      demand(value >= min && value <= max, field, "must be between %d and %d".formatted(min, max));
    }

    /** Checks a line: it has no control characters. */
    void text(String field, @Nullable String value, int max) {
      if (value == null) {
        return;
      }
      demand(value.length() <= max, field, "must have at most %d characters".formatted(max));
      demand(
          value.chars().noneMatch(Character::isISOControl),
          field,
          "must not contain control characters");
      demand(isWellFormed(value), field, "must be well-formed Unicode");
    }

    /** Checks the name of a file or folder, which people read in lists. */
    void name(String field, String value, int max) {
      text(field, value, max);
      demand(
          !MISLEADING.matcher(value).find(),
          field,
          "must not contain line separators or bidirectional controls");
    }

    /** Checks a text of several lines. */
    void longText(String field, @Nullable String value, int max) {
      if (value != null) {
        demand(value.length() <= max, field, "must have at most %d characters".formatted(max));
        demand(value.indexOf('\0') < 0, field, "must not contain NUL");
        demand(isWellFormed(value), field, "must be well-formed Unicode");
      }
    }

    void bytes(String field, String value, int max) {
      demand(utf8Length(value) <= max, field, "must have at most %d bytes".formatted(max));
      demand(value.indexOf('\0') < 0, field, "must not contain NUL");
      demand(isWellFormed(value), field, "must be well-formed Unicode");
    }

    /** Checks the name of an audio file: no path, a known extension. */
    void fileName(String field, String value) {
      name(field, value, MAX_NAME);
      demand(!value.isBlank(), field, "must not be blank");
      demand(
          value.indexOf('/') < 0 && value.indexOf('\\') < 0 && !value.startsWith(".."),
          field,
          "must be a plain file name, not a path");
      String extension = value.substring(value.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      demand(
          value.indexOf('.') > 0 && AUDIO_FORMATS.contains(extension),
          field,
          "must end with one of " + AUDIO_FORMATS.stream().sorted().toList());
    }

    /**
     * Returns whether the path is relative: every part has more than dots and blanks, and the first
     * one names no home directory, drive or scheme.
     */
    private static boolean isRelative(String path) {
      String[] parts = path.split("/", -1);
      return !path.startsWith("~")
          && path.indexOf('\\') < 0
          && parts[0].indexOf(':') < 0
          && Arrays.stream(parts)
              .noneMatch(part -> part.chars().allMatch(c -> c == '.' || c == ' '));
    }

    private static long utf8Length(String value) {
      return value.codePoints().mapToLong(Checks::utf8Bytes).sum();
    }

    private static int utf8Bytes(int codePoint) {
      return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private static boolean isWellFormed(String value) {
      return value
          .codePoints()
          .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
  }
}
