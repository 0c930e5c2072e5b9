package io.cogniscribe.devstack;

import io.cogniscribe.devstack.cli.Commands;

/** Main class of the development stack and its tools. */
public final class DevStack {

  private DevStack() {}

  public static void main(String[] arguments) {
    // Names the file explicitly: a file with logback's default name would also apply to the tests
    // of every module that has this one on its class path.
    System.setProperty("logback.configurationFile", "io/cogniscribe/devstack/console-logback.xml");
    System.exit(Commands.run(arguments));
  }
}
