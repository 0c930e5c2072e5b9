package io.cogniscribe.benchmarks;

import java.util.Locale;

/**
 * A measured figure and its target.
 *
 * @param met whether the value reaches the target
 */
record Figure(String name, double value, String unit, String target, boolean met) {

  static Figure atMost(String name, double value, String unit, double target) {
    return new Figure(name, value, unit, "<= " + number(target), value <= target);
  }

  static Figure atLeast(String name, double value, String unit, double target) {
    return new Figure(name, value, unit, ">= " + number(target), value >= target);
  }

  static Figure plain(String name, double value, String unit) {
    return new Figure(name, value, unit, "", true);
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %-62s | %10s %-10s | %-9s | %-6s |",
        name,
        number(value),
        unit,
        target,
        target.isEmpty() ? "" : met ? "met" : "MISSED");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }
}
