package io.cogniscribe.settings;

/** How much a service logs. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR
}
