package io.cogniscribe.message;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a payload type in the log and in the tables, as the branch of a union or the type of
 * an event. It stays the same when the class is renamed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WireName {

  String value();

  /** Reads wire names. */
  final class Names {

    private Names() {}

    /**
     * Returns the wire name of a class.
     *
     * @throws IllegalStateException when the class has none
     */
    public static String of(Class<?> type) {
      WireName name = type.getAnnotation(WireName.class);
      if (name == null) {
        throw new IllegalStateException(type.getName() + " has no @WireName");
      }
      return name.value();
    }
  }
}
