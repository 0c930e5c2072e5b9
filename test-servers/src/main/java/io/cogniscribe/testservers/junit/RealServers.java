package io.cogniscribe.testservers.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides a test class with real Kafka, PostgreSQL and Redis: a parameter of type {@link
 * TestServers} or {@link io.cogniscribe.testservers.server.ServerStack} in a constructor, test or
 * lifecycle method receives them.
 *
 * <p>The servers start once per JVM, and all of its test classes share them. The system property or
 * environment variable {@code COGNISCRIBE_TEST_SERVERS} selects their provider: {@code embedded}
 * (the default) or {@code containers}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RealServersExtension.class)
public @interface RealServers {}
