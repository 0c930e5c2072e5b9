package io.cogniscribe.replay.cli;

import picocli.CommandLine.ITypeConverter;

/**
 * Reads the name of a projection. The projection {@code progress} was called {@code live} before;
 * that name is accepted for one release.
 */
final class ProjectionName implements ITypeConverter<String> {

  @Override
  public String convert(String name) {
    return name.equals("live") ? "progress" : name;
  }
}
