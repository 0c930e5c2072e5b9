package io.cogniscribe.testservers.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class real Kafka, PostgreSQL and Redis: a parameter of type {@link TestServers} or
 * {@link io.cogniscribe.testservers.server.ServerStack} in a constructor, test or lifecycle method
 * receives them.
 *
 * <p>They are started once in a JVM and shared by all its test classes. The system property or
 * environment variable {@code COGNISCRIBE_TEST_SERVERS} says what provides them: {@code embedded}
 * (the default) or {@code containers}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RealServersExtension.class)
public @interface RealServers {}
