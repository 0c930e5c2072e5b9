package io.cogniscribe.replay.cli;

/** Words that the help of every command shares. */
final class HelpText {

  static final String EXAMPLES = "%nExamples:%n";
  static final String EXIT_CODES = "%nExit codes:%n";

  static final String DONE = "0:done";
  static final String FAILED = "1:failed; the line above says why";
  static final String WRONGLY = "2:called wrongly";
  static final String REPLACED = "4:some differed, and were replaced by what the log says";
  static final String NO_ANSWER = "3:Kafka, PostgreSQL or Redis does not answer";

  private HelpText() {}
}
