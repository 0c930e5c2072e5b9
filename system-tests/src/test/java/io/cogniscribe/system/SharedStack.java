package io.cogniscribe.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides a test class with the one stack of this run, in a parameter of type {@link
 * StackProcess}. Starting a stack takes longer than most tests. A test that kills a process leaves
 * the stack running; no test relies on being alone in the log.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedStackExtension.class)
@interface SharedStack {}
