package io.cogniscribe.local;

import io.cogniscribe.local.cli.Commands;

/** Main of the development stack and of the tools around it. */
public final class LocalStack {

  private LocalStack() {}

  public static void main(String[] arguments) {
    // A file of the default name would reach into the tests of every module that has this one on
    // its class path.
    System.setProperty("logback.configurationFile", "io/cogniscribe/local/console-logback.xml");
    System.exit(Commands.run(arguments));
  }
}
