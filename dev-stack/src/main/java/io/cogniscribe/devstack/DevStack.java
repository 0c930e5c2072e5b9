package io.cogniscribe.devstack;

import io.cogniscribe.devstack.cli.Commands;

/** Main of the development stack and of the tools around it. */
public final class DevStack {

  private DevStack() {}

  public static void main(String[] arguments) {
    // A file of the default name would reach into the tests of every module that has this one on
    // its class path.
    System.setProperty("logback.configurationFile", "io/cogniscribe/devstack/console-logback.xml");
    System.exit(Commands.run(arguments));
  }
}
