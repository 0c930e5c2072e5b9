package io.cogniscribe.web.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an answer of a controller whose return type does not show it. On a class, it applies to
 * each method without its own annotation.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Responds.All.class)
public @interface Responds {

  /** Status of the answer. */
  int status() default 200;

  /** Type of the body; {@code Void} if there is none. */
  Class<?> with();

  /** Media types of the body. */
  String[] as() default "application/json";

  /** Container of repeated annotations. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {

    /** The repeated annotations. */
    Responds[] value();
  }
}
