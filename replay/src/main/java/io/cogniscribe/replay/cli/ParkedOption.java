package io.cogniscribe.replay.cli;

import picocli.CommandLine.Option;

/** The option that selects the projections of a command for parked events. */
final class ParkedOption {

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      defaultValue = ReplayTools.ALL,
      description =
          "jobs, users, sessions, api-keys, audit, usage, progress, sessions-live, or all "
              + "(the default).")
  private String projection = ReplayTools.ALL;

  String name() {
    return projection;
  }
}
