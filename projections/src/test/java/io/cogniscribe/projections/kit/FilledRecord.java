package io.cogniscribe.projections.kit;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Creates records in which every component has a distinct value. The time between two instants also
 * depends on the seed.
 */
public final class FilledRecord {

  private static final Instant START = Instant.parse("2026-11-01T08:30:00.000001Z");

  private final int seed;
  private final Set<String> same;
  private int count;

  /**
   * Creates a factory of records.
   *
   * @param seed the seed; different seeds give different values
   * @param same components of the outermost record whose values do not depend on the seed
   */
  public FilledRecord(int seed, Set<String> same) {
    this.seed = seed;
    this.same = same;
  }

  /** Returns a record of a type. */
  public <R> R of(Class<R> type) {
    return of(type, same);
  }

  private <R> R of(Class<R> type, Set<String> same) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] = value(components[i].getType(), same.contains(components[i].getName()));
      }
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(Class<?> type, boolean isSame) {
    if (type.isRecord()) {
      return isSame ? new FilledRecord(0, Set.of()).of(type) : of(type, Set.of());
    }
    count++;
    return value(type, count + (isSame ? 0 : seed * 100));
  }

  private static Object value(Class<?> type, int number) {
    if (type.isEnum()) {
      return type.getEnumConstants()[number / 100 % type.getEnumConstants().length];
    }
    return switch (type.getSimpleName()) {
      case "UUID" -> new UUID(0x0190_0000_0000_7000L, number);
      case "String" -> "text " + number;
      case "long", "Long" -> (long) number;
      case "int", "Integer" -> number;
      case "double", "Double" -> number + 0.25;
      case "boolean", "Boolean" -> number / 100 % 2 == 0;
      case "Instant" -> START.plus(Duration.ofSeconds((long) number * number));
      case "InetAddress" -> InetAddress.ofLiteral("10.0.0." + number % 256);
      case "YearMonth" -> YearMonth.of(2000 + number, 1);
      case "List" -> List.of("text " + number);
      default -> throw new IllegalArgumentException("no value of " + type + " is known");
    };
  }
}
