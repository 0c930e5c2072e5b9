package io.cogniscribe.web.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a controller answers, where its return type does not say. On a class it holds for every
 * method that says nothing itself.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Responds.All.class)
public @interface Responds {

  /** The status of the answer. */
  int status() default 200;

  /** The body; {@code Void} where there is none. */
  Class<?> with();

  /** Its media types. */
  String[] as() default "application/json";

  /** Several answers. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {

    /** The answers. */
    Responds[] value();
  }
}
