package io.cogniscribe.settings;

/** The log level of a service. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR
}
