package io.cogniscribe.devstack.demo;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A recording and its transcript.
 *
 * @param transcriptDuration seconds
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Transcript(
    String filename, String subject, long words, double transcriptDuration, String transcriptText) {

  private static final int BYTES_PER_SECOND = 16_000;
  private static final int WORDS_PER_SEGMENT = 30;
  private static final int SUMMARY_CHARACTERS = 1_000;

  /** Returns the size of the recording at 16,000 bytes per second. */
  long fileSizeBytes() {
    return Math.max(1, Math.round(transcriptDuration * BYTES_PER_SECOND));
  }

  long segments() {
    return Math.max(1, words / WORDS_PER_SEGMENT);
  }

  /** Returns the beginning of the text, up to 1,000 characters, cut at the end of a word. */
  String summary() {
    if (transcriptText.length() <= SUMMARY_CHARACTERS) {
      return transcriptText;
    }
    int space = transcriptText.lastIndexOf(' ', SUMMARY_CHARACTERS);
    return transcriptText.substring(0, space > 0 ? space : 0);
  }
}
