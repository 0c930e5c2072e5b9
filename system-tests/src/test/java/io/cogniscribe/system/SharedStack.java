package io.cogniscribe.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class the one stack of this run: a parameter of type {@link StackProcess} receives
 * it. Starting one takes longer than most tests. Whoever kills something leaves the stack running
 * again; nobody relies on being alone in the log.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedStackExtension.class)
@interface SharedStack {}
