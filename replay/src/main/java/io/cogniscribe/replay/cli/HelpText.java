package io.cogniscribe.replay.cli;

/** The texts that the help of several commands shares. */
final class HelpText {

  static final String EXAMPLES = "%nExamples:%n";
  static final String EXIT_CODES = "%nExit codes:%n";

  static final String DONE = "0:done";
  static final String FAILED = "1:failed; see the line above";
  static final String WRONGLY = "2:called wrongly";
  static final String REPLACED = "4:some differed; they now equal the log";
  static final String NO_ANSWER = "3:Kafka, PostgreSQL or Redis does not answer";

  private HelpText() {}
}
